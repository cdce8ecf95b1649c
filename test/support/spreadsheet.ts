import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** A sheet as openpyxl reads it; dates as RFC 3339 without a zone, durations as seconds. */
export interface Sheet {
  name: string;
  rows: (string | number | boolean | null)[][];
  frozen: string | null;
  filter: string | null;
  /** Number formats of the cells of the second row. */
  formats: string[];
  /** By letter. */
  widths: Record<string, number>;
}

const XLSX = `
import sys, json, io, datetime, warnings
warnings.simplefilter('error')
import openpyxl
def plain(v):
    if isinstance(v, datetime.datetime): return v.isoformat(timespec='milliseconds')
    if isinstance(v, datetime.timedelta): return v.total_seconds()
    if isinstance(v, datetime.time): return (v.hour * 60 + v.minute) * 60 + v.second + v.microsecond / 1e6
    return v
book = openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
json.dump([{
    'name': sheet.title,
    'rows': [[plain(cell.value) for cell in row] for row in sheet.iter_rows()],
    'frozen': sheet.freeze_panes,
    'filter': sheet.auto_filter.ref,
    'formats': [cell.number_format for cell in sheet[2]] if sheet.max_row > 1 else [],
    'widths': {letter: column.width for letter, column in sheet.column_dimensions.items()},
} for sheet in book.worksheets], sys.stdout)
`;

const CSV = `
import sys, json, io, csv
text = sys.stdin.buffer.read().decode('utf-8-sig')
json.dump(list(csv.reader(io.StringIO(text, newline=''), strict=True)), sys.stdout)
`;

/** Debian's, which has openpyxl as a package; another one by its name in `PYTHON`. */
const PYTHON = process.env.PYTHON ?? '/usr/bin/python3';

/** Reads a workbook with openpyxl. @throws Error when it is none */
export const readXlsx = (file: Uint8Array): Promise<Sheet[]> => run(XLSX, file);

/** Reads CSV with Python's own reader, which takes no liberties. */
export const readCsv = (file: Uint8Array): Promise<string[][]> => run(CSV, file);

async function run<Result>(program: string, input: Uint8Array): Promise<Result> {
  const child = spawn(PYTHON, ['-c', program]);
  const [output, faults] = [text(child.stdout), text(child.stderr)];
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  }).catch((cause: unknown) => {
    throw new Error(`${PYTHON} cannot be run: install python3-openpyxl, or name a Python that has openpyxl with PYTHON.`, { cause });
  });
  const said = await faults;
  if (said.includes("No module named 'openpyxl'")) throw new Error('openpyxl is missing: apt-get install python3-openpyxl, or PYTHON=...');
  if (code !== 0) throw new Error(`It cannot be read: ${said}`);
  return JSON.parse(await output) as Result;
}
