import type { Ids } from '../ids/ids.ts';
import { CODE, withCode } from '../links/device-code.ts';
import { type Link, linkKind } from '../links/link.ts';
import type { Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { replace } from '../table/write.ts';
import { type Instant, plus } from '../time/instant.ts';
import type { Town } from '../town/settings.ts';
import { intentWrite } from './intent-write.ts';

type Sender = {
  readonly config: { readonly appSecret: string };
  readonly ids: Pick<Ids, 'secret' | 'integerBelow'>;
};

/**
 * Six digits to the number on file of the link's bearer, so that another device than the one that accepted may open what the
 * link is about (`links/device-code.ts`): the link that waits for them, and the text. `subject` is the record it is about.
 */
export const codeWrites = (
  world: Sender,
  town: Town,
  link: Stored<Link>,
  subject: string,
  now: Instant,
): readonly Write[] => {
  const code = String(world.ids.integerBelow(10 ** CODE.digits)).padStart(CODE.digits, '0');
  return [
    replace(linkKind, link, withCode(link.value, code, world.ids.secret(), now)),
    intentWrite(
      { appSecret: world.config.appSecret, ids: world.ids },
      town,
      {
        message: { kind: 'device-code' },
        recipient: link.value.volunteerId,
        subject,
        round: `${link.value.hash.slice(0, 8)}-v${link.version}`,
        dueAt: now,
        notAfter: plus(now, { minutes: CODE.minutes }),
        secret: code,
      },
      now,
    ),
  ];
};
