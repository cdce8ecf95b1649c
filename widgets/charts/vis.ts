/**
 * vis-network as far as it is used. The package holds it as one file: it is 120 MB to install with what it asks for, some of that CommonJS that no browser
 * loads, and few pages ever draw the graph.
 */
export { Network } from 'vis-network/esnext';
export { DataSet } from 'vis-data/esnext';
