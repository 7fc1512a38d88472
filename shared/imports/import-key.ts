import type { ImportId } from '../ids/ids.ts';
import type { Key } from '../table/kind.ts';

/** Apart from the store, so that every function can ask whether an import is committed without a CSV parser. */
export const importKey = (id: ImportId): Key => ({ pk: id, sk: 'IMPORT' });
