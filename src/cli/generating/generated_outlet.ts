/** Where generated lines go: standard output, one file, or one file for each service. */
import { EVENT_BYTES_MAX, type LogGenerator } from "../../generate/mod.ts";
import { RotatingFile, type Rotation } from "../files/rotating_file.ts";

/** Takes lines out of the generator and writes them. */
export interface GeneratedOutlet {
  /** Writes lines that are due until then, as many as a buffer takes; false when there were none. */
  write(generator: LogGenerator, untilMs: number): Promise<boolean>;
  [Symbol.dispose](): void;
}

const BUFFER_BYTES = 1 << 20;
/** Text of a service that is kept back, to be written together. */
const TEXT_MAX = 1 << 16;
const LINES_AT_ONCE = 4096;

/** One stream of bytes. */
export function openStream(write: (bytes: Uint8Array) => Promise<void>): GeneratedOutlet {
  const buffer = new Uint8Array(Math.max(BUFFER_BYTES, EVENT_BYTES_MAX));
  return {
    async write(generator, untilMs) {
      const length = generator.fill(buffer, untilMs);
      if (length > 0) await write(buffer.subarray(0, length));
      return length > 0;
    },
    [Symbol.dispose]: () => {},
  };
}

/** One file. */
export function openFile(path: string, rotation?: Rotation): GeneratedOutlet {
  const file = new RotatingFile(path, rotation);
  const stream = openStream((bytes) => {
    file.writeBytes(bytes);
    return Promise.resolve();
  });
  return { write: stream.write, [Symbol.dispose]: () => file[Symbol.dispose]() };
}

interface ServiceFile {
  readonly file: RotatingFile;
  text: string;
}

/** One file for each service, `auth.log` and so on; the folder is made if it is not there. */
export function openFolder(folder: string, rotation?: Rotation): GeneratedOutlet {
  Deno.mkdirSync(folder, { recursive: true });
  const files = new Map<string, ServiceFile>();
  const flush = (service: ServiceFile) => {
    service.file.write(service.text);
    service.text = "";
  };
  return {
    write(generator, untilMs) {
      let lines = 0;
      for (; lines < LINES_AT_ONCE && generator.nextMs <= untilMs; lines++) {
        const line = generator.next();
        if (line === undefined) break;
        let service = files.get(line.service);
        if (service === undefined) {
          service = { file: new RotatingFile(`${folder}/${line.service}.log`, rotation), text: "" };
          files.set(line.service, service);
        }
        service.text += line.text + "\n";
        if (service.text.length >= TEXT_MAX) flush(service);
      }
      // in real time somebody waits for the lines
      if (untilMs < Infinity || lines < LINES_AT_ONCE) files.forEach(flush);
      return Promise.resolve(lines > 0);
    },
    [Symbol.dispose]() {
      for (const service of files.values()) {
        flush(service);
        service.file[Symbol.dispose]();
      }
    },
  };
}
