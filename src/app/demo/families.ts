/** A product family: what it holds, what it earns, when it sells. */
export interface Family {
  readonly key: string
  readonly name: string
  /** Key of the family above it; empty at the top. */
  readonly parent: string
  readonly unit: string
  /** Gross margin aimed at, in per cent of the net price after the usual condition; 0 for a family without products. */
  readonly margin: number
  /** Lowest and highest cost of one unit, in cents. */
  readonly cost: readonly [number, number]
  /** Share of the range of products. */
  readonly weight: number
  /** Sales by month, January first, 100 in an even month. */
  readonly season: readonly number[]
  /** Weight in the demand of each segment, in the order of `segments`. */
  readonly demand: readonly number[]
  readonly nouns: readonly string[]
  readonly sizes: readonly string[]
  readonly variants: readonly string[]
}

export interface Segment {
  readonly key: string
  readonly name: string
  readonly weight: number
}

export const segments: readonly Segment[] = [
  { key: 'S-MAC', name: 'Machine builders', weight: 22 },
  { key: 'S-MRO', name: 'Plant maintenance', weight: 18 },
  { key: 'S-MET', name: 'Metal fabrication', weight: 18 },
  { key: 'S-AGR', name: 'Agriculture and construction', weight: 12 },
  { key: 'S-FOO', name: 'Food plants', weight: 9 },
  { key: 'S-ENE', name: 'Energy and utilities', weight: 7 },
  { key: 'S-VEH', name: 'Vehicle workshops', weight: 9 },
  { key: 'S-TRA', name: 'Resellers', weight: 5 },
]

export const segmentWeights: readonly number[] = segments.map((segment) => segment.weight)

const even = [100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100]
const spring = [80, 90, 120, 130, 125, 115, 105, 95, 100, 90, 80, 70]
const summer = [75, 80, 100, 115, 130, 135, 125, 110, 95, 85, 75, 75]
const winter = [125, 115, 95, 85, 80, 75, 80, 90, 110, 130, 135, 120]
const yearEnd = [85, 95, 100, 100, 95, 95, 90, 90, 105, 115, 125, 105]

const words = (text: string): readonly string[] => text.split('|')

/** Every family, parents first; only those with a margin hold products. The last one is service. */
export const families: readonly Family[] = [
  holder('FAS', 'Fasteners'),
  family('FAS-BOL', 'Bolts and nuts', 'FAS', 'C', 35, [220, 4800], 18, even, [9, 6, 9, 8, 3, 3, 5, 9], {
    nouns: words('Hex bolt|Socket screw|Hex nut|Threaded rod|Flange bolt'),
    sizes: words('M5 x 20|M6 x 30|M8 x 40|M10 x 50|M12 x 60|M16 x 80|M20 x 100'),
    variants: words('zinc, 8.8|plain, 10.9|stainless A2|stainless A4'),
  }),
  family('FAS-ANC', 'Anchors and rivets', 'FAS', 'C', 34, [480, 6500], 7, spring, [3, 4, 4, 9, 2, 3, 3, 7], {
    nouns: words('Wedge anchor|Blind rivet|Rivet nut|Plug'),
    sizes: words('4.8 x 12|6 x 40|8 x 60|10 x 90|12 x 110'),
    variants: words('zinc|stainless A2|aluminium'),
  }),
  family('BEA', 'Bearings', '', 'pc', 29, [320, 16500], 13, even, [9, 8, 2, 6, 6, 6, 6, 5], {
    nouns: words('Ball bearing|Roller bearing|Needle bearing|Pillow block|Linear bearing'),
    sizes: words('12 mm|17 mm|25 mm|35 mm|45 mm|60 mm|80 mm'),
    variants: words('open|sealed|shielded|C3'),
  }),
  holder('DRV', 'Drives'),
  family('DRV-CHN', 'Chains and belts', 'DRV', 'm', 30, [280, 7200], 8, summer, [6, 6, 2, 9, 7, 4, 4, 4], {
    nouns: words('Roller chain|V-belt|Timing belt|Conveyor chain'),
    sizes: words('8 mm|10 mm|13 mm|1/2"|5/8"|1"'),
    variants: words('simplex|duplex|steel cord|food grade'),
  }),
  family('DRV-GEA', 'Gears and motors', 'DRV', 'pc', 27, [6500, 88000], 7, yearEnd, [7, 5, 1, 3, 5, 5, 1, 2], {
    nouns: words('Gear motor|Worm gear|Coupling|Frequency inverter'),
    sizes: words('0.25 kW|0.55 kW|1.1 kW|2.2 kW|4 kW|7.5 kW'),
    variants: words('foot|flange|hollow shaft'),
  }),
  family('HYD', 'Hydraulics', '', 'pc', 30, [900, 39000], 9, summer, [6, 5, 2, 9, 2, 4, 6, 3], {
    nouns: words('Hydraulic hose|Hose fitting|Directional valve|Cylinder|Gear pump|Oil filter'),
    sizes: words('1/4"|3/8"|1/2"|3/4"|1"'),
    variants: words('2 wire|4 wire|straight|90 degrees'),
  }),
  family('PNE', 'Pneumatics', '', 'pc', 31, [350, 18500], 8, even, [7, 5, 3, 2, 7, 3, 4, 3], {
    nouns: words('Push-in fitting|Air cylinder|Solenoid valve|Air hose|Filter regulator'),
    sizes: words('4 mm|6 mm|8 mm|1/8"|1/4"|1/2"'),
    variants: words('straight|elbow|tee|double acting'),
  }),
  family('SAF', 'Safety', '', 'pair', 33, [150, 9800], 9, winter, [4, 7, 8, 7, 8, 9, 7, 5], {
    nouns: words('Work glove|Safety shoe|Ear muffs|Safety goggles|Winter jacket|Helmet'),
    sizes: words('size S|size M|size L|size XL|size 42|size 44'),
    variants: words('cut level C|S3|black|hi-vis'),
  }),
  family('WEL', 'Welding', '', 'kg', 28, [380, 14500], 6, spring, [4, 3, 9, 5, 1, 4, 5, 3], {
    nouns: words('Welding wire|Electrode|TIG rod|Contact tip|Gas nozzle'),
    sizes: words('0.8 mm|1.0 mm|1.2 mm|2.4 mm|3.2 mm'),
    variants: words('SG2|SG3|stainless 316L|aluminium 5 % Mg'),
  }),
  family('ABR', 'Abrasives', '', 'box', 35, [450, 9500], 6, even, [3, 3, 9, 3, 1, 2, 5, 5], {
    nouns: words('Cutting disc|Flap disc|Grinding disc|Sanding belt|Fleece roll'),
    sizes: words('115 mm|125 mm|180 mm|230 mm'),
    variants: words('grit 40|grit 60|grit 80|grit 120|inox'),
  }),
  family('TOO', 'Tools', '', 'pc', 27, [700, 36000], 9, yearEnd, [5, 6, 6, 6, 3, 5, 9, 6], {
    nouns: words('Torque wrench|Socket set|Cordless drill|Angle grinder|Twist drill|Calliper'),
    sizes: words('1/4"|3/8"|1/2"|18 V|10 mm|150 mm'),
    variants: words('basic|industrial|set, 12 pieces'),
  }),
  family('SRV', 'Services', '', 'h', 30, [3800, 7200], 1, even, [0, 0, 0, 0, 0, 0, 0, 0], {
    nouns: words('Hose assembly|Belt fitting|Tool calibration|Bearing analysis'),
    sizes: words('workshop|on site'),
    variants: words('standard|express'),
  }),
]

/** Where the families that goods are sold from stand in `families`. */
export const goodsFamilies: readonly number[] = indexes((entry) => entry.margin > 0 && entry.key !== 'SRV')
export const serviceFamily: number = families.length - 1

/** The family with this index. */
export function getFamily(index: number): Family {
  const found = families[index]
  if (!found) throw new RangeError(`Cannot find family "${index}"`)
  return found
}

function indexes(wanted: (entry: Family) => boolean): number[] {
  return families.flatMap((entry, index) => (wanted(entry) ? [index] : []))
}

function holder(key: string, name: string): Family {
  const none = { nouns: [], sizes: [], variants: [] }
  return family(key, name, '', '', 0, [0, 0], 0, even, [], none)
}

function family(
  key: string,
  name: string,
  parent: string,
  unit: string,
  margin: number,
  cost: readonly [number, number],
  weight: number,
  season: readonly number[],
  demand: readonly number[],
  naming: Pick<Family, 'nouns' | 'sizes' | 'variants'>,
): Family {
  return { key, name, parent, unit, margin, cost, weight, season, demand, ...naming }
}
