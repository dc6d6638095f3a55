import { isContactsError, SourceAnswerInvalid, SourceScopeMissing, SourceUnreachable } from '@contacts-gateway/domain';
import { CsvError } from 'csv-parse';

/** What is asked of an export: the `FileHandle` that Node's `open` answers is one. */
export interface ExportFile {
  read(buffer: Uint8Array): Promise<{ readonly bytesRead: number }>;
  stat(options: { readonly bigint: true }): Promise<{ readonly mtimeNs: bigint; readonly size: bigint }>;
  close(): Promise<void>;
}

/** When the export was made, by the clock of its file system: as many digits each time, so that later ones sort higher. */
export async function momentOf(file: ExportFile): Promise<string> {
  const { mtimeNs, size } = await file.stat({ bigint: true });
  return `${String(mtimeNs).padStart(20, '0')}/${size}`;
}

/** The error of the port, without the one behind it: that of a parser holds what it was parsing. */
export function failureOf(error: unknown): unknown {
  if (isContactsError(error)) return error;
  if (error instanceof CsvError) return new SourceAnswerInvalid(`${error.code} in line ${String(error['lines'])}`);
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  const { code } = error;
  return code === 'EACCES' || code === 'EPERM'
    ? new SourceScopeMissing()
    : new SourceUnreachable({ cause: new Error(String(code)) });
}
