type Colour = number | string;
type Domain = { readonly id: string; readonly heat?: Colour | undefined; readonly storm?: Colour };

const domainOf = (from: string, until: string) => (one: Domain) => ({
  domain_id: one.id,
  max_color_id: 3,
  phenomenon_items: [
    ...(one.heat === undefined
      ? []
      : [{ phenomenon_id: '6', phenomenon_max_color_id: one.heat, timelaps_items: [] }]),
    {
      phenomenon_id: '3',
      phenomenon_max_color_id: one.storm ?? 1,
      timelaps_items: [{ begin_time: from, end_time: until, color_id: one.storm ?? 1 }],
    },
  ],
});

/** A map of Météo-France in format V6, as small as it may be: morning of `day`, and the day after unless left out. */
export const aVigilanceMap = ({
  day = '2026-07-10',
  issuedAt = `${day}T04:00:28Z`,
  today = [{ id: '25', heat: 3 }],
  tomorrow = [{ id: '25', heat: 2 }],
}: {
  day?: string;
  issuedAt?: string;
  today?: readonly Domain[];
  tomorrow?: readonly Domain[] | null;
} = {}) => {
  const next = new Date(`${day}T22:00:00Z`);
  const nextEnd = new Date(next.getTime() + 24 * 3_600_000);
  const iso = (date: Date) => date.toISOString().replace('.000', '');
  const period = (echeance: string, from: string, until: string, domains: readonly Domain[]) => ({
    echeance,
    begin_validity_time: from,
    end_validity_time: until,
    text_items: { title: 'Commentaire', text: [''] },
    timelaps: { domain_ids: [{ id: 'FRA', heat: 4 }, ...domains].map(domainOf(from, until)) },
  });
  return {
    product: {
      warning_type: 'vigilance',
      version_vigilance: 'V6',
      update_time: issuedAt,
      domain_id: 'FRA',
      global_max_color_id: '4',
      periods: [
        period('J', `${day}T04:00:00Z`, iso(next), today),
        ...(tomorrow === null ? [] : [period('J1', iso(next), iso(nextEnd), tomorrow)]),
      ],
    },
  };
};

export const aVigilanceText = (given: Parameters<typeof aVigilanceMap>[0] = {}): string =>
  JSON.stringify(aVigilanceMap(given));
