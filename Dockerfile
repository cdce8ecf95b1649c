# The gateway with its widgets: docker build -t bot-widgets .
# It runs as a user without rights, on a root file system that may be read-only; all it writes is in /data.

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:20.20.2-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Every store and server that a gateway can use, in the versions that are tested; not what only browsers load, which is in dist/widgets already.
RUN node -e "const p = require('./package.json'); const { dependencies, peerDependencies, devDependencies } = p; for (const name in peerDependencies) if (!/react/.test(name)) dependencies[name] = devDependencies[name]; for (const name of ['chart.js', 'lit']) delete dependencies[name]; delete p.devDependencies; delete p.peerDependencies; fs.writeFileSync('package.json', JSON.stringify(p))"
RUN npm install --omit=dev --ignore-scripts

FROM node:20.20.2-bookworm-slim
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/dist/gateway.js /app/dist/gateway.js.map ./dist/
COPY --from=build /app/dist/chunks ./dist/chunks
COPY --from=build /app/dist/widgets ./dist/widgets
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
USER node
VOLUME /data
EXPOSE 8080
# Whether the process answers: a store that is away is told by /health/ready, and no reason to begin anew.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}${(process.env.BASE_PATH ?? '').replace(/[/]$/, '')}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/gateway.js"]
