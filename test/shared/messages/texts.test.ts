import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../shared/messages/kinds.ts';
import {
  alertReasonSchema,
  type Message,
  type MessageKind,
  messageSchema,
} from '../../../shared/messages/message.ts';
import { type Signature, writeText } from '../../../shared/messages/texts.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { fromMillis, instant } from '../../../shared/time/instant.ts';
import { actSchema } from '../../../shared/town/act.ts';

const kinds = Object.keys(KINDS) as MessageKind[];
const link = `https://sms.besanco.fr/m/${'W'.repeat(22)}`;
const localLink = `http://localhost:3001/m/${'W'.repeat(22)}`;
const phone = phoneSchema.parse('+33353010000');

const town: Signature = {
  house: 'Maison des Seniors',
  contact: 'Marie-Christine',
  phone,
  sectorName: () => 'Montrapon - Fontaine-Écu',
};
const longestTown: Signature = {
  ...town,
  house: 'CCAS de Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson',
  sectorName: () => 'Saint-Claude - Torcols - Croix de Palente - Valentin',
};

/** A Wednesday in April in the evening: the longest day and hour that a text can show. */
const longest = instant('2026-04-22T16:45:00.000Z');

const secretOf = (kind: MessageKind): string =>
  ({
    'mission-link': link,
    'space-link': link,
    'calls-link': link,
    'round-link': link,
    'words-link': link,
    'letter-link': link,
    'gathering-link': link,
    'dates-link': link,
    'attestation-link': link,
    'expense-link': link,
    code: '888888',
    none: '',
  })[KINDS[kind].secret];

const written = (...args: Parameters<typeof writeText>): string => {
  const text = writeText(...args);
  if (text === undefined) throw new Error('it does not fit');
  return text;
};

const measures = new Map<string, readonly [string, number]>();
/** Its encoding and parts, by the operators' rules. Many messages of a kind are one text: it is measured once. */
const measured = (text: string): readonly [string, number] => {
  const known = measures.get(text);
  if (known) return known;
  const { encodingName, segmentsCount } = new SegmentedMessage(text);
  const measure = [encodingName, segmentsCount] as const;
  measures.set(text, measure);
  return measure;
};

const messagesOf = (kind: MessageKind, startsAt = longest): Message[] => {
  const about = {
    act: 'visit',
    startsAt,
    movedTo: startsAt,
    sector: 'montrapon',
    reason: 'concern-raised',
    count: 9_999,
    friendly: true,
    gathering: 'training',
    milestone: 'missions',
    endsAt: startsAt,
  };
  return [
    ...actSchema.options.map((act) => ({ ...about, kind, act })),
    ...alertReasonSchema.options.map((reason) => ({ ...about, kind, reason })),
    ...actSchema.options.map((act) => ({ ...about, kind, act, alone: true })),
    { ...about, kind, until: civilDay('2026-09-23') },
  ].map((message) => messageSchema.parse(message));
};

describe.each(kinds)('the SMS « %s »', (kind) => {
  it('fits one GSM-7 part with its longest values, link whole, sender named', () => {
    for (const signature of [town, longestTown]) {
      for (const message of messagesOf(kind)) {
        const text = written(message, signature, secretOf(kind));
        expect(measured(text), text).toEqual(['GSM-7', 1]);
        expect(text).toContain(secretOf(kind));
        expect(text.split(' : ')[0]).toMatch(/Maison des Seniors|CCAS de Saint-Remy/);
      }
    }
  });

  it('keeps every name of Besançon whole', () => {
    for (const message of messagesOf(kind)) {
      const text = written(message, town, secretOf(kind));
      expect(text).toContain('Maison des Seniors');
      if (message.kind === 'offer') expect(text).toContain('Marie-Christine, Maison des Seniors');
      if (message.kind === 'offer') expect(text).toContain('Montrapon - Fontaine-Écu');
    }
  });

  it('tells how to object: by the page behind the link, or by telephone', () => {
    if (kind === 'coordinator-alert') return;
    const [message] = messagesOf(kind);
    expect(message && writeText(message, town, secretOf(kind))).toMatch(/https:\/\/|03 53 01 00 00/);
  });

  it('never writes the word that operators read as an advertisement, nor a word about health', () => {
    for (const message of messagesOf(kind)) {
      expect(writeText(message, town, secretOf(kind))).not.toMatch(
        /\bstop\b|malad|santé|handicap|alzheimer|dépend|chute|médic|hôpit|hopit|isol|seul|fragil|âgé/i,
      );
    }
  });

  it('has no field in which a name, an address or a free word could be put', () => {
    const option = messageSchema.options.find((o) => o.shape.kind.value === kind);
    const fields = Object.keys(option?.shape ?? {}).filter((field) => field !== 'kind');
    const closed = [
      ...['act', 'startsAt', 'movedTo', 'sector', 'until', 'endsAt', 'reason', 'count', 'friendly'],
      ...['gathering', 'milestone', 'candidate', 'alone'],
    ];
    expect(fields.filter((field) => !closed.includes(field))).toEqual([]);
    const smuggled = messageSchema.safeParse({
      ...messagesOf(kind)[0],
      act: 'Mme Martin, 3 rue Battant',
    });
    expect(smuggled.success && JSON.stringify(smuggled.data).includes('Martin')).toBe(false);
  });
});

it('says of a door called off that it is one, at the hour first planned, and nothing of what is left', () => {
  // Perhaps the last one, or one of several called off together; and the list of a late round shows later hours.
  const door = { kind: 'round-changed', act: 'parcel', startsAt: longest } as const;
  const text = written(door, town, link);
  expect(text).toContain('la porte prévue à 18h45 est annulée. La liste :');
  expect(text).not.toMatch(/autres|rien à faire/);
});

describe('a town with unusual names', () => {
  it('still gets one GSM-7 part, whatever its house, its agent and its sectors are called', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.record({ house: name, contact: fc.option(name, { nil: undefined }), sector: name }),
        fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2036, 0) }),
        fc.constantFrom(link, localLink),
        (kind, names, at, url) => {
          const secret = KINDS[kind].secret.endsWith('link') ? url : secretOf(kind);
          for (const message of messagesOf(kind, fromMillis(at))) {
            const text = written(message, { ...town, ...names, sectorName: () => names.sector }, secret);
            expect(measured(text), text).toEqual(['GSM-7', 1]);
            expect(text).toContain(secret);
          }
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });

  it('gets no text at all when its links host is too long to fit', () => {
    const [offer] = messagesOf('offer');
    expect(offer && writeText(offer, town, `https://${'x'.repeat(120)}.fr/m/token`)).toBeUndefined();
  });
});
