import * as z from 'zod';

const httpOrigin = z
  .string()
  .regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, 'an origin: scheme, host, optional port, no trailing slash');

/** A service asked over TLS; plain http only on this very machine. */
const service = z.union([
  z.literal('off'),
  z.url({ protocol: /^https$/ }).max(300),
  z.url({ protocol: /^http$/, hostname: /^(localhost|127\.0\.0\.1)$/ }).max(300),
]);

/**
 * What the process is told from outside, parsed once at cold start. Origins are given explicitly: behind
 * CloudFront the request's own host is not the public one, and CSRF checks and SMS links must not guess.
 */
const environment = z.object({
  PREVENANCE_TABLE: z.string().min(3).default('prevenance'),
  /** The territory this deployment serves; a prefix of every territory-bound key. */
  TOWN_ID: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/)
    .default('besancon'),
  DESK_ORIGIN: httpOrigin,
  LINKS_ORIGIN: httpOrigin,
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string().min(1).max(200),
  OIDC_CLIENT_SECRET: z.string().min(1).max(400).optional(),
  /** Levels of sign-in that open the desk (`acr`), the wanted one first, with spaces; none: whatever the provider asks of people. */
  OIDC_ACR: z.string().trim().max(400).default(''),
  /** Key material for CSRF tokens, sealed link tokens and blind indexes: at least 32 bytes, base64url. */
  APP_SECRET: z.string().min(43).max(400),
  /** `fiction`: only numbers reserved for fiction may be texted. `live`: those are refused. */
  SMS_NUMBERS: z.enum(['fiction', 'live']).default('fiction'),
  /** Key to Météo-France's vigilance API; without one the level of heat is said by hand. */
  VIGILANCE_SECRET: z.string().trim().min(1).max(4_000).optional(),
  /** The catalogue librarians may search: `off`, or an SRU server (BnF: https://catalogue.bnf.fr/api/SRU). */
  LIBRARY_CATALOGUE: service.default('off'),
  /** An OSRM table service for each way of going, profile included (`https://osrm.ville.example/table/v1/foot`); `off`: ways are estimated. */
  TRAVEL_TABLE_WALK: service.default('off'),
  TRAVEL_TABLE_BIKE: service.default('off'),
  TRAVEL_TABLE_CAR: service.default('off'),
  /** `offline` asks the town's own index; `geoplateforme` asks the public geocoder. */
  ADDRESS_FINDER: z.enum(['offline', 'geoplateforme']).default('offline'),
});

export type Config = {
  readonly tableName: string;
  readonly townId: string;
  readonly deskOrigin: string;
  readonly linksOrigin: string;
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string | undefined;
    /** Empty: any level of sign-in opens the desk. */
    readonly levels?: readonly string[];
  };
  readonly appSecret: string;
  readonly vigilanceKey?: string | undefined;
  readonly smsNumbers: 'fiction' | 'live';
  readonly addressFinder: 'offline' | 'geoplateforme';
  /** Undefined: no catalogue is asked. */
  readonly catalogueServer?: string | undefined;
  /** Road networks asked for ways and times; a way of going without one is estimated. */
  readonly travelTables?: Readonly<Partial<Record<'walk' | 'bike' | 'car', string>>>;
};

/** Reads the environment or throws naming each variable that is missing or malformed (never its value). */
export const readConfig = (source: Record<string, string | undefined>): Config => {
  const parsed = environment.safeParse(source);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`environment refused: ${names.join('; ')}`);
  }
  const e = parsed.data;
  return {
    tableName: e.PREVENANCE_TABLE,
    townId: e.TOWN_ID,
    deskOrigin: e.DESK_ORIGIN,
    linksOrigin: e.LINKS_ORIGIN,
    oidc: {
      issuer: e.OIDC_ISSUER,
      clientId: e.OIDC_CLIENT_ID,
      clientSecret: e.OIDC_CLIENT_SECRET,
      levels: e.OIDC_ACR.split(/\s+/).filter((level) => level !== ''),
    },
    appSecret: e.APP_SECRET,
    vigilanceKey: e.VIGILANCE_SECRET,
    smsNumbers: e.SMS_NUMBERS,
    addressFinder: e.ADDRESS_FINDER,
    catalogueServer: e.LIBRARY_CATALOGUE === 'off' ? undefined : e.LIBRARY_CATALOGUE,
    travelTables: {
      ...(e.TRAVEL_TABLE_WALK === 'off' ? {} : { walk: e.TRAVEL_TABLE_WALK }),
      ...(e.TRAVEL_TABLE_BIKE === 'off' ? {} : { bike: e.TRAVEL_TABLE_BIKE }),
      ...(e.TRAVEL_TABLE_CAR === 'off' ? {} : { car: e.TRAVEL_TABLE_CAR }),
    },
  };
};
