import { writeFileSync } from 'node:fs';
import { PORTS_DOC, portsDoc } from './ports-doc.js';

writeFileSync(PORTS_DOC, portsDoc());
