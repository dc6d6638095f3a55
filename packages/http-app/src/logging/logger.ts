import { createLogger, format, type Logger, transports } from 'winston';

export type { Logger } from 'winston';

/** JSON lines. */
export const jsonLogger = (level: string, stream: NodeJS.WritableStream): Logger =>
  createLogger({
    level,
    format: format.combine(format.timestamp(), format.json()),
    transports: [new transports.Stream({ stream })],
  });
