import { open } from 'node:fs/promises';
import { CsvContacts } from './csv-contacts.js';

const contacts = new CsvContacts(() => open('contacts.csv'));
for await (const page of contacts.walk()) for (const { contact } of page.records) console.log(JSON.stringify(contact));
