declare module 'kinesalite' {
  import { type Server } from 'node:http';

  /** A Kinesis in this process, over plain HTTP; without a path it is in memory. Times in milliseconds. */
  export default function kinesalite(options: {
    path?: string;
    createStreamMs?: number;
    updateStreamMs?: number;
    deleteStreamMs?: number;
    shardLimit?: number;
  }): Server;
}
