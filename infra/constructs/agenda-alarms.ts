import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';
import { HumanAlarm } from './human-alarm.ts';

/** What the line of each tick says besides "done": work that cannot be done, messages that wait. */
export class AgendaAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly agenda: HouseFunction; readonly tell: ITopic },
  ) {
    super(scope, id);
    const { agenda, tell } = props;
    const worstOf = (field: string) =>
      agenda.measure('agenda-tick', { field }).metric({ period: Duration.minutes(1), statistic: 'Maximum' });
    new HumanAlarm(this, 'agenda-stuck', {
      tell,
      metric: worstOf('failed'),
      threshold: 1,
      // Once is a collision or a cold network; five minutes is a record that will not move by itself.
      periods: 5,
      whatAPersonLoses:
        'Une visite, un signalement ou une réponse est bloqué et n’avancera pas tout seul : quelqu’un attend pour rien.',
      firstMove:
        'chercher « agenda-failed » dans le journal de la fonction agenda : la ligne donne l’identifiant bloqué.',
    });
    new HumanAlarm(this, 'messages-late', {
      tell,
      metric: worstOf('oldestMessageMinutes'),
      threshold: 2,
      periods: 2,
      whatAPersonLoses:
        'Des SMS dus depuis plus de deux minutes ne partent pas : des bénévoles ignorent qu’on les attend, des portes restent closes.',
      firstMove: 'ouvrir « Messages en échec » sur le bureau, puis le journal de la fonction outbox.',
    });
  }
}
