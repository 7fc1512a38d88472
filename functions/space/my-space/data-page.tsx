import { capital } from '../../../shared/french/french.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import { type CivilDay, dayOf } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import { REQUIREMENT_NAMES, requirementOf } from '../../../shared/volunteers/requirements.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { Facts } from '../../web/components.tsx';
import { Page, PhoneLink } from '../../web/layout.tsx';
import { Back } from './missions-page.tsx';
import type { Space } from './space.ts';

export const DataPage = ({ space, today }: { space: Space; today: CivilDay }) => {
  const { me, town } = space;
  const kinds = [...new Set(me.requirements.map(({ kind }) => kind))];
  return (
    <Page title="Mes données" {...space.frame}>
      <Back />
      <h1>Mes données</h1>
      <p>
        Elles servent à vous proposer des missions qui vous conviennent, et à rien d’autre. Seule la
        coordination les lit. Elles sont effacées deux ans après votre départ.
      </p>
      <div class="card">
        <Facts
          of={[
            ['Nom', `${me.firstName} ${me.lastName}`],
            ['Téléphone', frenchPhone(me.phone)],
            ['Adresse électronique', me.email],
            ['Adresse', me.address.line],
            ['Candidature', frenchDate(dayOf(me.appliedAt))],
            ...kinds.map(
              (kind) => [capital(REQUIREMENT_NAMES[kind]), requirementWords(me, kind, today)] as const,
            ),
          ]}
        />
      </div>
      <p>
        De l’extrait de casier judiciaire, nous notons seulement qu’il a été vu, et quand. Personne ici ne
        garde de copie.
      </p>
      <p>
        <a class="button" href="/espace/donnees.json" download="mes-donnees.json">
          Télécharger toutes mes données
        </a>
      </p>
      <p>
        Le fichier contient aussi vos missions, les propositions reçues, vos réponses, nos messages et chaque
        changement de votre fiche. Aucun nom de personne visitée n’y figure.
      </p>
      <h2>Corriger, effacer, s’opposer</h2>
      <p>
        <a href="/espace/coordonnees">Corriger mes coordonnées</a>. Pour effacer vos données ou vous opposer à
        leur usage, appelez le <PhoneLink phone={town.phone} /> : la réponse vient en moins d’un mois.
      </p>
    </Page>
  );
};

const requirementWords = (me: Volunteer, kind: Parameters<typeof requirementOf>[1], today: CivilDay) => {
  const held = requirementOf(me, kind);
  if (!held) return undefined;
  const end = held.validUntil
    ? held.validUntil < today
      ? `, à renouveler depuis le ${frenchDate(held.validUntil)}`
      : `, valable jusqu’au ${frenchDate(held.validUntil)}`
    : '';
  return `${frenchDate(held.on)}${end}`;
};
