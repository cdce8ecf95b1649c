/** What only the library itself may use is nothing that a page can rely on. */
const isPublic = ({ name, privacy }) => !name.startsWith('#') && privacy !== 'private' && privacy !== 'protected';

/** Says where the package has a tag, and which of its modules registers it. */
const asPackaged = ({ path, declarations, ...module }) => {
  const built = `lib/${path.replace(/ts$/, 'js')}`;
  const exported = declarations.flatMap(({ name, tagName }) => [
    { kind: 'js', name, declaration: { name, module: built } },
    { kind: 'custom-element-definition', name: tagName, declaration: { name, module: built } },
  ]);
  return { ...module, path: built, declarations, exports: exported };
};

/** Leaves a tag's public face; events are those that the docs name, not what the analyzer guesses from a dispatch. */
const publicOnly = () => ({
  name: 'public-only',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      for (const declaration of module.declarations ?? []) {
        declaration.members &&= declaration.members.filter(isPublic);
        declaration.events &&= declaration.events.filter(({ name }) => name?.startsWith('bot-'));
      }
    }
    // The classes in between have given all they have to the tags.
    customElementsManifest.modules = customElementsManifest.modules
      .map((module) => ({ ...module, declarations: module.declarations?.filter(({ tagName }) => tagName) }))
      .filter(({ declarations }) => declarations?.length)
      .map(asPackaged)
      // Files come in the order of the file system, which no two machines share.
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  },
});

export default {
  globs: ['widgets/**/bot-*.ts', 'widgets/internal/{report-element,settings-element}.ts'],
  litelement: true,
  // The check writes beside the build; the package names the committed one.
  packagejson: false,
  outdir: '.',
  plugins: [publicOnly()],
};
