import { can } from '../../../shared/access/table.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Facts } from '../../web/components.tsx';
import { show } from '../../web/http.ts';
import { staffOf, townOf } from '../env.ts';
import { DeskPage, type Frame, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { emergencySection } from './emergency.tsx';
import { houseSection } from './house.tsx';
import { SectorMap } from './map.tsx';
import { programmesSection } from './programmes.tsx';
import { rhythmSection } from './rhythm.tsx';
import { type AnySection, Saved } from './section.tsx';
import { sectorRoutes } from './sectors.tsx';

const SECTIONS: readonly AnySection[] = [houseSection, rhythmSection, programmesSection, emergencySection];

const Card = ({ section, town, mayChange }: { section: AnySection; town: Town; mayChange: boolean }) => (
  <section class="card">
    <div class="head">
      <h2>{section.title}</h2>
      {mayChange && (
        <a href={`/reglages/${section.slug}`}>
          Modifier<span class="hidden"> : {section.title}</span>
        </a>
      )}
    </div>
    <Facts of={section.facts(town)} />
  </section>
);

/** Everything the town decided, in words; each part has its own page to change it. */
const SettingsPage = (props: { frame: Frame; town: Town; mayChange: boolean; saved: string | undefined }) => (
  <DeskPage frame={props.frame} title="Réglages">
    <Saved title={props.saved} />
    <h1>Réglages</h1>
    {!props.mayChange && <p>La coordination peut les changer.</p>}
    <div class="columns even">
      <div>
        {SECTIONS.slice(0, 2).map((section) => (
          <Card section={section} town={props.town} mayChange={props.mayChange} />
        ))}
      </div>
      <div>
        <section class="card">
          <div class="head">
            <h2>Secteurs</h2>
            {props.mayChange && (
              <a href="/reglages/secteurs">
                Modifier<span class="hidden"> : secteurs</span>
              </a>
            )}
          </div>
          <SectorMap sectors={props.town.sectors} label={`Carte des ${props.town.sectors.length} secteurs`} />
          <ol>
            {props.town.sectors.map((sector) => (
              <li>{sector.name}</li>
            ))}
          </ol>
        </section>
        {props.mayChange && (
          <section class="card">
            <div class="head">
              <h2>Appels des jours de chaleur</h2>
              <a href="/canicule/reglages">
                Modifier<span class="hidden"> : appels des jours de chaleur</span>
              </a>
            </div>
            <p>
              Leur nom, ce qu’on dit, les heures, les délais de chaque étape.{' '}
              <a href="/canicule/appelants">Bénévoles d’été</a>
            </p>
          </section>
        )}
        {SECTIONS.slice(2).map((section) => (
          <Card section={section} town={props.town} mayChange={props.mayChange} />
        ))}
      </div>
    </div>
  </DeskPage>
);

export const settingsRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/reglages',
    action: 'town.view',
    handler: (c) => {
      const saved = SECTIONS.find((section) => section.slug === c.req.query('enregistre'))?.title;
      return show(
        c,
        <SettingsPage
          frame={frameOf(c)}
          town={townOf(c)}
          mayChange={can(staffOf(c), 'town.change')}
          saved={saved}
        />,
      );
    },
  },
  ...sectorRoutes,
  ...SECTIONS.flatMap((section) => section.routes),
];
