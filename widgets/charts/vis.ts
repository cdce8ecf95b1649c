/**
 * vis-network as far as it is used. The package holds it as one file: it is 120 MB to install with what it asks for, some of that CommonJS that no browser
 * loads, and few pages ever draw the graph.
 */
import { Network as SharedNetwork, type NetworkEvents } from 'vis-network/esnext';
export { DataSet } from 'vis-data/esnext';

/**
 * A network that hears of itself alone. component-emitter 2 keeps listeners in the object that it is mixed into, which is the prototype of all networks: each
 * would draw whenever another one changes, and hear nothing more once another one is gone.
 */
export class Network extends SharedNetwork {
  override on<Name extends keyof NetworkEvents>(name: Name, listener: (happened: NetworkEvents[Name]) => void): void {
    // Called while the constructor runs, before there are fields.
    if (!Object.hasOwn(this, '_callbacks')) Object.assign(this, { _callbacks: new Map() });
    super.on(name, listener);
  }
}
