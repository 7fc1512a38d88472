import type { Point } from '../../../../shared/geo/point.ts';
import type { Sector } from '../../../../shared/geo/sector.ts';

/**
 * Besançon's neighbourhoods as the town names them for its residents' councils, drawn by hand for the demonstration:
 * corners shared by neighbours, so that the town is tiled without gap or overlap. The outer corners are points
 * of the commune's own outline, the inner ones follow the Doubs, the railway and the main roads within about 150 m.
 */
const corners: Readonly<Record<string, readonly [lat: number, lon: number]>> = {
  // The commune's outline (Licence Ouverte), clockwise from the north-west.
  valentin: [47.2762, 6.0052],
  boisDuPrince: [47.2829, 6.0048],
  montBoucons: [47.291, 6.0024],
  chailluzWest: [47.2993, 6.0169],
  chailluzNorthWest: [47.305, 6.0309],
  chailluzSpring: [47.3097, 6.036],
  chailluzNorth: [47.3128, 6.0506],
  chailluzTip: [47.3199, 6.0649],
  chailluzNotch: [47.3099, 6.0709],
  chailluzNorthEast: [47.3162, 6.0761],
  chailluzEast: [47.3013, 6.0836],
  chailluzBarn: [47.2937, 6.0734],
  marchaux: [47.2837, 6.0675],
  thise: [47.2789, 6.0588],
  marnieres: [47.2753, 6.0607],
  ermitage: [47.2696, 6.054],
  chalezeuleNorth: [47.2669, 6.0568],
  fortBenoit: [47.2609, 6.0526],
  chalezeuleRoad: [47.2559, 6.057],
  vareilles: [47.2511, 6.0604],
  vareillesSouth: [47.249, 6.0578],
  malateNorth: [47.2459, 6.0606],
  malate: [47.2428, 6.0581],
  doubsIn: [47.24, 6.0638],
  morre: [47.2328, 6.0593],
  morreSouth: [47.2288, 6.061],
  laVezeRoad: [47.2234, 6.0583],
  fontain: [47.218, 6.0467],
  beure: [47.2134, 6.0243],
  beureWest: [47.2174, 6.0166],
  doubsAtVelotte: [47.2161, 6.003],
  portDouvot: [47.2077, 5.9945],
  avanne: [47.2007, 5.9894],
  fortDePlanoise: [47.2083, 5.9739],
  grandette: [47.2138, 5.9621],
  chateaufarineSouth: [47.2093, 5.9534],
  chateaufarineWest: [47.2157, 5.9409],
  serre: [47.2259, 5.952],
  franois: [47.2319, 5.9534],
  franoisNorth: [47.2385, 5.9627],
  pirey: [47.2423, 5.9699],
  pireyNorth: [47.248, 5.9727],
  pouilley: [47.2582, 5.9821],
  ecoleRoad: [47.2669, 5.9906],
  ecole: [47.2726, 6],
  // The Doubs, downstream.
  doubsPresDeVaux: [47.2375, 6.05],
  doubsRivotte: [47.2335, 6.042],
  doubsRivotteGate: [47.2325, 6.0368],
  doubsSaintPaul: [47.2355, 6.0365],
  doubsMouillere: [47.2395, 6.0332],
  doubsRepublique: [47.2409, 6.029],
  doubsBeauxArts: [47.2405, 6.0235],
  doubsBattant: [47.2393, 6.0208],
  doubsCanot: [47.2368, 6.0173],
  doubsChamars: [47.2345, 6.0172],
  doubsPrefecture: [47.2318, 6.0195],
  doubsGareDEau: [47.23, 6.0235],
  doubsTarragnoz: [47.2293, 6.0285],
  doubsMazagran: [47.227, 6.026],
  doubsCasamene: [47.2258, 6.0195],
  doubsCasameneWest: [47.225, 6.012],
  doubsPolygone: [47.2215, 6.007],
  doubsVelotte: [47.2185, 6.0035],
  // Railway and roads.
  mirabeau: [47.2455, 6.05],
  cras: [47.247, 6.0405],
  mouillere: [47.2425, 6.0345],
  blumEast: [47.2525, 6.038],
  blumWest: [47.2545, 6.03],
  vesoulRoad: [47.251, 6.0245],
  viotte: [47.2455, 6.0225],
  foch: [47.2425, 6.0262],
  montjoux: [47.245, 6.0165],
  leclerc: [47.2415, 6.0125],
  marmierSouth: [47.2395, 6.004],
  clemenceauEast: [47.233, 6],
  brulard: [47.2255, 6.0005],
  malcombe: [47.213, 5.985],
  rosemontWest: [47.2265, 5.982],
  doleRoad: [47.2325, 5.985],
  clemenceauWest: [47.235, 5.993],
  edisonWest: [47.229, 5.965],
  edisonEast: [47.229, 5.975],
  grayRoad: [47.2425, 5.999],
  temisSouth: [47.2445, 5.988],
  temisWest: [47.245, 5.979],
  justices: [47.251, 6.016],
  justicesNorth: [47.256, 6.011],
  valentinRoad: [47.263, 6.004],
  combeSaragosse: [47.261, 6.029],
  barlot: [47.27, 6.036],
  marchauxRoad: [47.273, 6.046],
  vaites: [47.2545, 6.045],
};

const sector = (
  code: string,
  name: string,
  [lat, lon]: readonly [lat: number, lon: number],
  ring: string,
): Sector => ({ code, name, centre: { lat, lon }, outline: ring.trim().split(/\s+/).map(corner) });

const corner = (name: string): Point => {
  const found = corners[name];
  if (found === undefined) throw new Error(`no corner is called ${name}`);
  return { lat: found[0], lon: found[1] };
};

/** The centre of each is where its people live, not the middle of its forests. */
export const besanconSectors: readonly Sector[] = [
  sector(
    'centre',
    'Centre – Chapelle-des-Buis',
    [47.2365, 6.0262],
    `
      doubsIn morre morreSouth laVezeRoad fontain beure doubsMazagran doubsTarragnoz doubsGareDEau
      doubsPrefecture doubsChamars doubsCanot doubsBattant doubsBeauxArts doubsRepublique doubsMouillere
      doubsSaintPaul doubsRivotteGate doubsRivotte doubsPresDeVaux`,
  ),
  sector(
    'battant',
    'Battant',
    [47.2415, 6.0188],
    `
      doubsRepublique foch viotte montjoux leclerc doubsCanot doubsBattant doubsBeauxArts`,
  ),
  sector(
    'chaprais-cras',
    'Chaprais – Cras',
    [47.2468, 6.0312],
    `
      doubsMouillere mouillere cras blumEast blumWest vesoulRoad viotte foch doubsRepublique`,
  ),
  sector(
    'bregille',
    'Bregille – Prés-de-Vaux',
    [47.242, 6.0415],
    `
      doubsMouillere doubsSaintPaul doubsRivotteGate doubsRivotte doubsPresDeVaux doubsIn malate
      mirabeau cras mouillere`,
  ),
  sector(
    'clairs-soleils',
    'Clairs-Soleils – Vareilles',
    [47.2492, 6.0498],
    `
      blumEast cras mirabeau malate malateNorth vareillesSouth vareilles chalezeuleRoad vaites`,
  ),
  sector(
    'palente-orchamps',
    'Palente – Orchamps – Vaîtes',
    [47.2598, 6.0435],
    `
      combeSaragosse blumWest blumEast vaites chalezeuleRoad fortBenoit chalezeuleNorth ermitage
      marnieres marchauxRoad barlot`,
  ),
  sector(
    'saint-claude',
    'Saint-Claude – Torcols',
    [47.2578, 6.0178],
    `
      montjoux viotte vesoulRoad blumWest combeSaragosse barlot marchauxRoad marnieres thise marchaux
      chailluzBarn chailluzEast chailluzNorthEast chailluzNotch chailluzTip chailluzNorth chailluzSpring
      chailluzNorthWest chailluzWest montBoucons boisDuPrince valentin ecole valentinRoad justicesNorth
      justices`,
  ),
  sector(
    'montrapon',
    'Montrapon – Fontaine-Écu',
    [47.2478, 6.0045],
    `
      pireyNorth temisWest temisSouth grayRoad marmierSouth leclerc montjoux justices justicesNorth
      valentinRoad ecole ecoleRoad pouilley`,
  ),
  sector(
    'tilleroyes',
    'Tilleroyes – Trépillot',
    [47.2398, 5.9838],
    `
      franois edisonWest edisonEast doleRoad clemenceauWest clemenceauEast marmierSouth grayRoad
      temisSouth temisWest pireyNorth pirey franoisNorth`,
  ),
  sector(
    'butte-grette',
    'Butte – Grette',
    [47.2325, 6.0085],
    `
      doubsCanot leclerc marmierSouth clemenceauEast brulard doubsCasameneWest doubsCasamene
      doubsMazagran doubsTarragnoz doubsGareDEau doubsPrefecture doubsChamars`,
  ),
  sector(
    'rosemont',
    'Saint-Ferjeux – Rosemont',
    [47.2298, 5.9905],
    `
      clemenceauEast brulard doubsCasameneWest doubsPolygone doubsVelotte doubsAtVelotte portDouvot
      avanne malcombe rosemontWest doleRoad clemenceauWest`,
  ),
  sector(
    'velotte',
    'Velotte',
    [47.2205, 6.012],
    `
      doubsMazagran doubsCasamene doubsCasameneWest doubsPolygone doubsVelotte doubsAtVelotte beureWest
      beure`,
  ),
  sector(
    'planoise',
    'Planoise – Châteaufarine',
    [47.2192, 5.9722],
    `
      malcombe avanne fortDePlanoise grandette chateaufarineSouth chateaufarineWest serre franois
      edisonWest edisonEast doleRoad rosemontWest`,
  ),
];
