import type { Sector } from '../../../shared/geo/sector.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, DataTable, Notice } from '../../web/components.tsx';
import { Check, ErrorSummary, Field, Hidden, PostForm, SubmitButton, TextArea } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { SectorMap } from './map.tsx';

export const SECTORS = '/reglages/secteurs';
export const NEW_SECTOR = 'nouveau';
export const CENTRE_SENTENCE = 'Écrivez la latitude puis la longitude, comme « 47.2378, 6.0241 ».';

export const SectorsPage = ({ frame, town, saved }: { frame: Frame; town: Town; saved: boolean }) => (
  <DeskPage frame={frame} title="Secteurs">
    <p class="crumbs">
      <a href="/reglages">Réglages</a>
    </p>
    {saved && <Notice tone="good">Enregistré.</Notice>}
    <div class="head">
      <h1>Secteurs</h1>
      <a class="button second" href={`${SECTORS}/${NEW_SECTOR}`}>
        Ajouter un secteur
      </a>
    </div>
    <p>Un bénévole voit le secteur d’une mission avant d’accepter, jamais l’adresse.</p>
    <div class="columns even">
      <div>
        <SectorMap
          sectors={town.sectors}
          label={`Carte des ${town.sectors.length} secteurs, numérotés comme dans la liste`}
        />
      </div>
      <DataTable
        caption="Liste des secteurs"
        hideCaption
        rows={town.sectors.map((sector, index) => ({ sector, number: index + 1 }))}
        empty={<Notice>Aucun secteur.</Notice>}
        columns={[
          { title: 'Nº', cell: ({ number }) => String(number), numeric: true },
          { title: 'Secteur', heads: true, cell: ({ sector }) => sector.name },
          {
            title: 'Contour',
            cell: ({ sector }) =>
              sector.outline ? `${sector.outline.length} points` : <Badge>centre seulement</Badge>,
          },
          {
            title: '',
            cell: ({ sector }) => (
              <a href={`${SECTORS}/${sector.code}`}>
                Modifier<span class="hidden"> {sector.name}</span>
              </a>
            ),
          },
        ]}
      />
    </div>
  </DeskPage>
);

type SectorPageProps = { frame: Frame; sector: Sector | undefined; version: number; form: FormState };
export const SectorPage = ({ frame, sector, version, form }: SectorPageProps) => (
  <DeskPage frame={frame} title={sector?.name ?? 'Nouveau secteur'} hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href="/reglages">Réglages</a> › <a href={SECTORS}>Secteurs</a>
    </p>
    <div class="columns">
      <div class="narrow">
        <ErrorSummary form={form} />
        <h1>{sector?.name ?? 'Nouveau secteur'}</h1>
        <PostForm action={`${SECTORS}/${sector?.code ?? NEW_SECTOR}`} csrf={frame.csrf}>
          <Hidden name="version" value={version} />
          <Field form={form} name="name" label="Nom" max={60} />
          <Field
            form={form}
            name="centre"
            label="Centre"
            hint={`${CENTRE_SENTENCE} Laissé vide, c’est le milieu du contour.`}
            max={60}
            optional
          />
          <TextArea
            form={form}
            name="outline"
            label={sector?.outline ? 'Nouveau contour' : 'Contour'}
            hint="Collez un polygone GeoJSON exporté d’un outil de carte."
            rows={6}
            optional
          />
          {sector?.outline && (
            <Check form={form} name="dropOutline" label="Retirer le contour, garder le centre" />
          )}
          <div class="actions">
            <SubmitButton>Enregistrer</SubmitButton>
            {sector && (
              <a class="button second danger" href={`${SECTORS}/${sector.code}/retirer`}>
                Retirer ce secteur
              </a>
            )}
          </div>
        </PostForm>
      </div>
      {sector && <SectorMap sectors={[sector]} label={`Carte du secteur ${sector.name}`} />}
    </div>
  </DeskPage>
);
