import type { Street, StreetList } from '../../../../shared/geo/address-finder.offline.ts';

/**
 * About 150 of Besançon's streets, for the demonstration: real names, middles noted to some 150 m, never for a delivery.
 * A line is `name; lat lon`, or `name; lat lon > lat lon; first-last` where both ends of the numbering are known.
 */
const noted = `
Grande Rue; 47.2391 6.0212 > 47.2347 6.0296; 1-144
Rue des Granges; 47.2390 6.0228 > 47.2363 6.0292; 1-104
Rue Bersot; 47.2377 6.0280 > 47.2394 6.0300; 1-58
Rue de la République; 47.2379 6.0247 > 47.2404 6.0272; 1-38
Rue Morand; 47.2381 6.0263
Rue Moncey; 47.2377 6.0255
Rue Proudhon; 47.2388 6.0276
Rue Gustave-Courbet; 47.2401 6.0237
Rue Pasteur; 47.2389 6.0217
Rue Luc-Breton; 47.2382 6.0222
Rue Claude-Pouillet; 47.2384 6.0213
Rue Mégevand; 47.2369 6.0227 > 47.2348 6.0250; 1-38
Rue de la Préfecture; 47.2370 6.0240 > 47.2340 6.0222; 1-33
Rue Charles-Nodier; 47.2336 6.0213
Rue Ronchaux; 47.2347 6.0258
Rue de la Vieille-Monnaie; 47.2338 6.0276
Rue du Chambrier; 47.2340 6.0290
Rue de la Convention; 47.2345 6.0300
Rue Rivotte; 47.2336 6.0338
Rue de Pontarlier; 47.2356 6.0318
Rue de la Bibliothèque; 47.2366 6.0297
Rue du Chateur; 47.2371 6.0304
Rue d’Alsace; 47.2386 6.0312
Rue Péclet; 47.2335 6.0288
Rue Hugues-Sambin; 47.2352 6.0276
Rue de l’Orme-de-Chamars; 47.2350 6.0205
Rue des Fusillés-de-la-Résistance; 47.2318 6.0322
Place de la Révolution; 47.2396 6.0231
Place Granvelle; 47.2354 6.0258
Quai Vauban; 47.2398 6.0221
Avenue Arthur-Gaulard; 47.2394 6.0305
Faubourg Rivotte; 47.2327 6.0355
Faubourg Tarragnoz; 47.2302 6.0288
Chemin de la Chapelle-des-Buis; 47.2218 6.0395
Rue Battant; 47.2398 6.0199 > 47.2432 6.0181; 1-145
Rue de la Madeleine; 47.2404 6.0195
Rue d’Arènes; 47.2396 6.0193 > 47.2391 6.0155; 1-106
Rue Charmont; 47.2415 6.0190
Rue du Petit-Battant; 47.2410 6.0203
Rue de Vignier; 47.2403 6.0180
Rue Richebourg; 47.2412 6.0177
Rue de l’École; 47.2401 6.0171
Rue Thiémanté; 47.2399 6.0164
Rue Marulaz; 47.2402 6.0160
Rue Champrond; 47.2417 6.0205
Rue du Grand-Charmont; 47.2420 6.0194
Quai Veil-Picard; 47.2391 6.0184
Quai de Strasbourg; 47.2402 6.0210
Avenue Édouard-Droz; 47.2420 6.0282
Avenue Foch; 47.2446 6.0212
Rue Gabriel-Plançon; 47.2412 6.0235
Avenue Edgar-Faure; 47.2431 6.0213
Rue Antide-Janvier; 47.2430 6.0150
Rue de Belfort; 47.2428 6.0297 > 47.2497 6.0378; 1-160
Avenue Carnot; 47.2421 6.0290 > 47.2448 6.0277; 1-39
Avenue Fontaine-Argent; 47.2448 6.0350
Rue de la Mouillère; 47.2415 6.0322
Avenue Denfert-Rochereau; 47.2428 6.0272
Rue de la Rotonde; 47.2449 6.0258
Rue de la Viotte; 47.2454 6.0240
Rue des Deux-Princesses; 47.2446 6.0283
Rue de la Liberté; 47.2470 6.0286
Place Flore; 47.2453 6.0281
Rue Krug; 47.2443 6.0291
Rue Suard; 47.2451 6.0304
Rue du Chasnot; 47.2488 6.0288
Rue des Cras; 47.2466 6.0333 > 47.2510 6.0385; 1-96
Rue Tristan-Bernard; 47.2502 6.0352
Rue des Villas; 47.2446 6.0265
Rue Beauregard; 47.2441 6.0328
Rue Garibaldi; 47.2458 6.0314
Rue Nicolas-Ledoux; 47.2437 6.0312
Rue Marie-Louise; 47.2478 6.0322
Rue Klein; 47.2440 6.0300
Rue des Chaprais; 47.2461 6.0299
Rue Baille; 47.2437 6.0284
Rue Delavelle; 47.2437 6.0268
Rue de l’Industrie; 47.2476 6.0345
Rue des Docks; 47.2458 6.0338
Rue du Repos; 47.2483 6.0252
Rue Résal; 47.2465 6.0342
Rue des Fontenottes; 47.2431 6.0394
Rue Fanart; 47.2422 6.0402
Rue de la Corvée; 47.2439 6.0421
Avenue de Chardonnet; 47.2338 6.0377
Chemin des Prés-de-Vaux; 47.2366 6.0410
Rue du Funiculaire; 47.2417 6.0365
Chemin du Fort-de-Bregille; 47.2415 6.0428
Chemin des Monts-de-Bregille-du-Haut; 47.2436 6.0452
Chemin de la Malâte; 47.2400 6.0550
Rue Mirabeau; 47.2476 6.0503
Rue Danton; 47.2487 6.0478
Rue Diderot; 47.2480 6.0462
Rue de Chalezeule; 47.2473 6.0422 > 47.2505 6.0545; 1-150
Rue de la Pelouse; 47.2502 6.0512
Chemin de Vareilles; 47.2475 6.0560
Chemin du Vernois; 47.2517 6.0470
Rue Francis-Clerc; 47.2512 6.0430
Rue Henri-Baigue; 47.2524 6.0440
Rue du Point-du-Jour; 47.2510 6.0398
Boulevard Léon-Blum; 47.2550 6.0315 > 47.2630 6.0410; 1-93
Chemin de Palente; 47.2560 6.0480
Rue des Roses; 47.2603 6.0462
Rue du Muguet; 47.2652 6.0490
Rue des Lilas; 47.2612 6.0480
Rue des Glycines; 47.2622 6.0472
Rue des Pâquerettes; 47.2610 6.0450
Rue des Violettes; 47.2617 6.0440
Rue des Courtils; 47.2585 6.0492
Rue de la Corvée-aux-Moines; 47.2642 6.0432
Rue Chopin; 47.2642 6.0374
Rue Gounod; 47.2632 6.0382
Rue Claude-Debussy; 47.2625 6.0362
Rue du Barlot; 47.2645 6.0330
Rue de Vieilley; 47.2665 6.0385
Rue Jules-Haag; 47.2568 6.0352
Rue Berlioz; 47.2617 6.0345
Chemin du Fort-Benoît; 47.2605 6.0505
Chemin de l’Ermitage; 47.2668 6.0508
Rue de la Combe-Saragosse; 47.2575 6.0335
Rue de Vesoul; 47.2478 6.0234 > 47.2630 6.0265; 1-140
Rue Nicolas-Bruand; 47.2494 6.0222
Rue de la Cassotte; 47.2468 6.0226
Rue Jeanneney; 47.2512 6.0212
Rue Francis-Wey; 47.2508 6.0192
Chemin des Justices; 47.2565 6.0155
Rue des Montarmots; 47.2610 6.0232
Chemin de Valentin; 47.2680 6.0080
Chemin des Torcols; 47.2705 6.0145
Chemin des Essarts; 47.2735 6.0105
Rue du Grand-Buisson; 47.2590 6.0190
Rue Beethoven; 47.2600 6.0262
Chemin des Grands-Bas; 47.2648 6.0172
Chemin des Bas-de-Chailluz; 47.2752 6.0288
Rue des Sapins; 47.2637 6.0215
Avenue de Montrapon; 47.2432 6.0120 > 47.2490 6.0030; 1-70
Rue de Fontaine-Écu; 47.2490 5.9990
Rue Xavier-Marmier; 47.2413 6.0068
Place Pierre-de-Coubertin; 47.2471 6.0068
Rue de l’Épitaphe; 47.2480 6.0092
Rue Voirin; 47.2446 6.0108
Avenue Léo-Lagrange; 47.2507 6.0045
Avenue de l’Observatoire; 47.2466 5.9910
Avenue des Montboucons; 47.2520 5.9985
Rue Alain-Savary; 47.2529 6.0004
Rue Gay-Lussac; 47.2462 5.9985
Rue Stéphane-Mallarmé; 47.2452 6.0010
Rue Ernest-Renan; 47.2440 6.0040
Chemin des Founottes; 47.2545 5.9945
Rue Urbain-Leverrier; 47.2648 5.9938
Rue de Trépillot; 47.2415 6.0000 > 47.2385 5.9942; 1-66
Boulevard John-Kennedy; 47.2402 5.9895
Rue Auguste-Jouchoux; 47.2420 5.9858
Rue Albert-Thomas; 47.2405 5.9820
Rue Berthelot; 47.2390 5.9872
Rue Denis-Papin; 47.2419 5.9902
Rue Lavoisier; 47.2355 5.9822
Rue Thomas-Edison; 47.2330 5.9765
Chemin des Tilleroyes; 47.2430 5.9750
Route de Gray; 47.2442 5.9850
Rue du Polygone; 47.2300 6.0035
Avenue Villarceau; 47.2352 6.0120
Avenue de la Gare-d’Eau; 47.2330 6.0190
Rue de l’Amitié; 47.2310 6.0060
Rue du Général-Brulard; 47.2274 6.0012
Rue Antoine-Mairot; 47.2320 6.0080
Rue Plançon; 47.2340 6.0105
Rue Charles-Fourier; 47.2350 6.0080
Rue de la Grette; 47.2345 6.0040
Rue de Dole; 47.2372 6.0128 > 47.2326 5.9945; 1-145
Rue Brossolette; 47.2328 6.0022
Avenue Clemenceau; 47.2370 6.0032
Rue de la Butte; 47.2362 6.0138
Quai Henri-Bugnet; 47.2353 6.0165
Avenue Ducat; 47.2312 5.9900
Rue de la Basilique; 47.2307 5.9885
Rue du Caporal-Peugeot; 47.2292 5.9915
Rue du Docteur-Schweitzer; 47.2272 5.9950
Rue des Vallières; 47.2265 5.9980
Chemin du Rosemont; 47.2240 5.9910
Chemin de la Malcombe; 47.2235 5.9850
Rue Jean-Wyrsch; 47.2335 5.9880
Chemin des Journaux; 47.2205 6.0110
Chemin de Mazagran; 47.2240 6.0215
Chemin de Velotte; 47.2188 6.0135
Avenue de la 7e-Armée-Américaine; 47.2176 6.0208
Avenue de l’Île-de-France; 47.2203 5.9705
Avenue de Bourgogne; 47.2192 5.9680
Rue de Picardie; 47.2220 5.9735
Rue de Champagne; 47.2212 5.9760
Rue de Savoie; 47.2182 5.9770
Rue du Piémont; 47.2172 5.9752
Rue du Languedoc; 47.2190 5.9745
Rue des Flandres; 47.2230 5.9705
Rue d’Artois; 47.2238 5.9730
Rue de Fribourg; 47.2170 5.9715
Rue Blaise-Pascal; 47.2160 5.9695
Rue du Luxembourg; 47.2220 5.9663
Rue Bertrand-Russell; 47.2155 5.9725
Rue La-Fayette; 47.2135 5.9700
Place Cassin; 47.2202 5.9728
Boulevard Alexandre-Fleming; 47.2258 5.9630
Rue René-Char; 47.2179 5.9515
Rue Marc-Bloch; 47.2181 5.9687
`;

const place = (text: string): { readonly lat: number; readonly lon: number } => {
  const [lat, lon] = text.trim().split(/\s+/).map(Number);
  if (lat === undefined || lon === undefined || Number.isNaN(lat + lon)) throw new Error(`no place: ${text}`);
  return { lat, lon };
};

const street = (line: string): Street => {
  const [name = '', places = '', span] = line.split(';').map((part) => part.trim());
  const [from, to] = places.split('>').map(place);
  if (from === undefined) throw new Error(`no place for ${name}`);
  const [first, last] = (span ?? '').split('-').map(Number);
  if (to === undefined || first === undefined || last === undefined) return { name, centre: from };
  const middle = (a: number, b: number) => Math.round(((a + b) / 2) * 1e6) / 1e6;
  const centre = { lat: middle(from.lat, to.lat), lon: middle(from.lon, to.lon) };
  return { name, centre, numbers: { from, to, first, last } };
};

export const besanconStreets: readonly Street[] = noted.trim().split('\n').map(street);

/** What the offline finder is given in the demonstration. */
export const besanconStreetList: StreetList = {
  city: 'Besançon',
  cityCode: '25056',
  postcode: '25000',
  surveyErrorMetres: 100,
  streets: besanconStreets,
};
