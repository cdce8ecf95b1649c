import { inflateRawSync } from 'node:zlib';

/** All text in an answer: of a zip, such as a workbook, that of its files; of an endless stream, its beginning. */
export async function readable(response: Response): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') && response.ok) {
    const reader = response.body?.getReader();
    const first = await reader?.read();
    await reader?.cancel();
    return Buffer.from(first?.value ?? []).toString();
  }
  const bytes = Buffer.from(await response.arrayBuffer());
  return bytes.length > 22 && bytes.readUInt32LE(0) === 0x04034b50 ? unzipped(bytes) : bytes.toString();
}

/** By the directory at its end (APPNOTE 4.3.12), which has the sizes also of a zip that was streamed. */
function unzipped(zip: Buffer): string {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  let [place, left] = [zip.readUInt32LE(end + 16), zip.readUInt16LE(end + 10)];
  const texts: string[] = [];
  for (; left > 0; left--) {
    const [method, packed, start] = [zip.readUInt16LE(place + 10), zip.readUInt32LE(place + 20), zip.readUInt32LE(place + 42)];
    const [name, extra, comment] = [28, 30, 32].map((at) => zip.readUInt16LE(place + at)) as [number, number, number];
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const content = zip.subarray(from, from + packed);
    texts.push(zip.subarray(place + 46, place + 46 + name).toString(), (method === 0 ? content : inflateRawSync(content)).toString());
    place += 46 + name + extra + comment;
  }
  return texts.join('\n');
}
