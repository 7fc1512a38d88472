import type { SeniorId } from '../../ids/ids.ts';
import type { Key } from '../../table/kind.ts';

/** Apart from the profile itself: what an SMS opens reads the loans and nothing of her tastes. */
export const readerKey = (id: SeniorId): Key => ({ pk: `READER#${id}`, sk: 'READING' });
