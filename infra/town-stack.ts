import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { LINKS_PATHS, SPACE_PATHS } from '../functions/links/paths.ts';
import { AgendaAlarms } from './constructs/agenda-alarms.ts';
import { AlarmBell } from './constructs/alarm-bell.ts';
import { HouseFunction } from './constructs/house-function.ts';
import { HumanAlarm } from './constructs/human-alarm.ts';
import { MinuteTick } from './constructs/minute-tick.ts';
import { OutboxFeed } from './constructs/outbox-feed.ts';
import { PublicSite } from './constructs/public-site.ts';
import { SmsChannel } from './constructs/sms-channel.ts';
import { TownBudget } from './constructs/town-budget.ts';
import { TownSecrets } from './constructs/town-secrets.ts';
import { TownTable } from './constructs/town-table.ts';
import type { TownSettings } from './settings.ts';

export type TownStackProps = StackProps & { readonly town: TownSettings; readonly webAclArn: string };

/** Everything a town runs: read it from top to bottom, as a table of contents. */
export class TownStack extends Stack {
  constructor(scope: Construct, id: string, { town, webAclArn, ...props }: TownStackProps) {
    super(scope, id, props);
    const bell = new AlarmBell(this, 'Bell', { email: town.alarmEmail });
    const tell = bell.topic;
    const key = new Key(this, 'Key', {
      description: 'Encrypts what the town knows: table and secrets',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const store = new TownTable(this, 'Store', { key, tell });
    const secrets = new TownSecrets(this, 'Secrets', { key, edgeSecretNumber: town.edgeSecretNumber });

    const environment = {
      PREVENANCE_TABLE: store.table.tableName,
      TOWN_ID: town.townId,
      DESK_ORIGIN: `https://${town.deskHost}`,
      LINKS_ORIGIN: `https://${town.linksHost}`,
      OIDC_ISSUER: town.oidcIssuer,
      OIDC_CLIENT_ID: town.oidcClientId,
      OIDC_ACR: town.oidcLevels,
      SMS_NUMBERS: town.smsNumbers,
      ADDRESS_FINDER: 'geoplateforme',
      LIBRARY_CATALOGUE: town.libraryCatalogue,
      TRAVEL_TABLE_WALK: town.travelTableWalk,
      TRAVEL_TABLE_BIKE: town.travelTableBike,
      TRAVEL_TABLE_CAR: town.travelTableCar,
      // Read by nobody: a change of it starts fresh functions, which read their secrets again.
      SECRETS_REVISION: String(town.secretsRevision),
    };
    const house = { environment, tell };
    const sealed = { APP_SECRET: secrets.app };

    // What people open.
    const desk = new HouseFunction(this, 'desk', {
      ...house,
      entry: 'functions/desk/index.ts',
      secrets: { ...sealed, OIDC_CLIENT_SECRET: secrets.oidcClient },
      memoryMegabytes: 1_769,
      timeout: Duration.seconds(25),
      whatAPersonLoses:
        'Une page du bureau a échoué : un signalement ou une réponse n’est peut-être pas enregistré.',
    });
    const links = new HouseFunction(this, 'links', {
      ...house,
      entry: 'functions/links/index.ts',
      secrets: sealed,
      memoryMegabytes: 1_769,
      timeout: Duration.seconds(15),
      whatAPersonLoses:
        'Un bénévole qui voulait répondre a vu une erreur : sa réponse n’est peut-être pas prise.',
    });
    const space = new HouseFunction(this, 'space', {
      ...house,
      entry: 'functions/space/index.ts',
      secrets: sealed,
      memoryMegabytes: 1_769,
      timeout: Duration.seconds(15),
      whatAPersonLoses:
        'Un bénévole n’a pas pu ouvrir son espace, faire une pause ou poser sa candidature : il a vu une erreur.',
    });

    // What sends, what remembers, what listens.
    const outbox = new HouseFunction(this, 'outbox', {
      ...house,
      entry: 'functions/outbox/index.ts',
      secrets: sealed,
      memoryMegabytes: 512,
      // The lease of a message (300 s) is longer than this, its publish and the clock skew together.
      timeout: Duration.seconds(30),
      whatAPersonLoses: 'Un SMS dû n’est pas parti à l’heure : un bénévole ne sait pas qu’on l’attend.',
    });
    const agenda = new HouseFunction(this, 'agenda', {
      ...house,
      entry: 'functions/agenda/index.ts',
      secrets: sealed,
      memoryMegabytes: 512,
      timeout: Duration.seconds(50),
      whatAPersonLoses: 'Un rappel, une vague de propositions ou une échéance n’a pas été traité à l’heure.',
    });
    const receipts = new HouseFunction(this, 'receipts', {
      ...house,
      entry: 'functions/receipts/index.ts',
      secrets: sealed,
      memoryMegabytes: 256,
      timeout: Duration.seconds(30),
      whatAPersonLoses: 'Un message échoué reste affiché « envoyé », et personne ne rappelle.',
    });
    const vigilance = new HouseFunction(this, 'vigilance', {
      ...house,
      entry: 'functions/vigilance/index.ts',
      secrets: { ...sealed, VIGILANCE_SECRET: secrets.vigilance },
      memoryMegabytes: 256,
      timeout: Duration.seconds(30),
      whatAPersonLoses: 'La vigilance canicule n’est plus relevée : le niveau se lit et se note à la main.',
    });
    const plan = new HouseFunction(this, 'plan', {
      ...house,
      entry: 'functions/plan/index.ts',
      secrets: sealed,
      // A département's week is half a minute of one full processor, its reasons included, and 600 megabytes.
      memoryMegabytes: 1_769,
      timeout: Duration.seconds(110),
      whatAPersonLoses:
        'Le plan de la semaine n’est pas calculé : les recherches se font mission par mission, sans vue d’ensemble.',
    });
    for (const fn of [desk, links, space, outbox, agenda, receipts, vigilance, plan]) store.openTo(fn);

    new OutboxFeed(this, 'OutboxFeed', { store, outbox, tell });
    new MinuteTick(this, 'agenda-tick', {
      worker: agenda,
      tell,
      doneLine: 'agenda-tick',
      maximumConcurrency: 2,
      description: 'Everything that is due: reminders, waves, deadlines, messages left behind',
      whatAPersonLoses:
        'Plus rien ne part à l’heure (rappels, propositions, échéances), et aucune autre alarme ne le dira.',
    });
    new MinuteTick(this, 'vigilance-tick', {
      worker: vigilance,
      tell,
      doneLine: 'vigilance-tick',
      maximumConcurrency: 2,
      description: 'Heat vigilance: the bulletin is asked for every quarter of an hour',
      whatAPersonLoses:
        'La vigilance canicule n’est plus relevée : une alerte orange peut passer sans que personne ne soit prévenu.',
    });
    new MinuteTick(this, 'plan-tick', {
      worker: plan,
      tell,
      doneLine: 'plan-tick',
      maximumConcurrency: 2,
      description: 'The week plans that are owed: a large town asked, or the night',
      whatAPersonLoses:
        'Les plans de la semaine ne se calculent plus : les recherches se font mission par mission, à leur date.',
    });
    new AgendaAlarms(this, 'AgendaAlarms', { agenda, tell });
    new SmsChannel(this, 'Sms', {
      outbox,
      receipts,
      tell,
      senderId: town.smsSenderId,
      monthlySpendLimitUsd: town.smsMonthlySpendLimitUsd,
    });

    // Two hosts: a volunteer's page and a staff session never share an origin.
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', town.certificateArn);
    const gate = new HouseFunction(this, 'gate', {
      tell,
      entry: 'functions/gate/index.ts',
      secrets: { EDGE_SECRET: secrets.edge },
      memoryMegabytes: 256,
      timeout: Duration.seconds(5),
      whatAPersonLoses: 'Les pages refusent tout le monde, bénévoles et agents.',
    });
    const front = { certificate, webAclArn, gate, edgeSecret: secrets.edge, tell };
    const deskSite = new PublicSite(this, 'desk-site', {
      ...front,
      host: town.deskHost,
      pages: desk,
      whatAPersonLoses: 'Les agents voient des erreurs : signalements et consentements ne sont plus saisis.',
    });
    const linksSite = new PublicSite(this, 'links-site', {
      ...front,
      host: town.linksHost,
      pages: space,
      routes: [
        { paths: LINKS_PATHS, pages: links },
        { paths: SPACE_PATHS, pages: space },
      ],
      whatAPersonLoses: 'Des bénévoles qui disent oui voient une erreur : les missions restent ouvertes.',
    });
    // Both functions say the same line, into one metric: the sum is of the whole host.
    const wrongLinks = links.measure('link-unknown');
    space.measure('link-unknown');
    new HumanAlarm(this, 'links-guessed', {
      tell,
      metric: wrongLinks.metric({ period: Duration.minutes(1), statistic: 'Sum' }),
      threshold: 50,
      whatAPersonLoses:
        'Quelqu’un essaie peut-être de deviner des liens, pour savoir quels aînés vivent seuls.',
      firstMove:
        'regarder dans WAF les adresses qui insistent et les bloquer ; prévenir le délégué à la protection des données.',
    });

    new TownBudget(this, 'Budget', { limitUsd: town.monthlyBudgetUsd, email: town.alarmEmail });

    new CfnOutput(this, 'DeskCname', { value: `${town.deskHost} CNAME ${deskSite.distribution.domainName}` });
    new CfnOutput(this, 'LinksCname', {
      value: `${town.linksHost} CNAME ${linksSite.distribution.domainName}`,
    });
    new CfnOutput(this, 'OidcClientSecretArn', { value: secrets.oidcClient.secretArn });
  }
}
