import type { Files } from '../stores/open-test-book.ts'

/**
 * A small trade of two years. HEAD is above M1 and R3, M1 above R1 and R2. Every account buys in 2024 and 2025, the ones with low
 * numbers most; A08 is nobody's; A02 is a child of A01; costs are known, so that there is a gross profit.
 */
export function tradeFiles(): Files {
  const accounts = Array.from({ length: 12 }, (_, index) => `A${String(index + 1).padStart(2, '0')}`)
  const owners = ['R1', 'R1', 'R2', 'R2', 'R3', 'R3', 'R1', null, 'R2', 'R3', 'R1', 'R2']
  const months = Array.from({ length: 24 }, (_, index) => `${index < 12 ? 2024 : 2025}-${pad((index % 12) + 1)}`)
  const invoices = accounts.flatMap((account, index) =>
    months
      .filter((_, month) => (month + index) % (index < 4 ? 1 : 3) === 0)
      .map((month, at) => ({ number: `I-${account}-${String(at)}`, account, day: `${month}-15`, index })),
  )
  return {
    'territories.csv': ['key,name,parent', 'ALL,Everywhere,', 'N,North,ALL', 'S,South,ALL'],
    'segments.csv': ['key,name', 'IND,Industry', 'CRA,Crafts'],
    'reps.csv': [
      'key,name,territory,manager',
      'HEAD,Hanna Head,ALL,',
      'M1,Milo Manager,N,HEAD',
      'R1,Rita Rep,N,M1',
      'R2,Karl Key,N,M1',
      'R3,Rolf Other,S,HEAD',
    ],
    'families.csv': ['key,name', 'F1,Bolts', 'F2,Pumps'],
    'products.csv': ['key,name,family,unit', 'P1,Bolt,F1,pc', 'P2,Pump,F2,pc'],
    'accounts.csv': [
      'key,name,segment,territory',
      ...accounts.map(
        (key, index) =>
          `${key},${index === 6 ? '=Formula' : 'Works'} ${key},${index % 2 ? 'CRA' : 'IND'},${index % 3 ? 'N' : 'S'}`,
      ),
    ],
    'parents.csv': ['account,parent', 'A02,A01'],
    'aliases.csv': ['key,account', 'OLD-1,A01'],
    'owners.csv': [
      'account,rep',
      ...accounts.flatMap((account, index) => (owners[index] ? [`${account},${owners[index]}`] : [])),
    ],
    'costs.csv': ['product,valid_from,cost', 'P1,2024-01-01,7.25', 'P2,2024-01-01,60.5'],
    'invoices.csv': [
      'number,type,date,due_date,account,order_number,currency',
      ...invoices.map(
        ({ number, account, day }, at) =>
          `${number},invoice,${day},${day.slice(0, 8)}28,${account},O-${String(at)},EUR`,
      ),
    ],
    'lines.csv': [
      'invoice,line,kind,product,quantity,net',
      ...invoices.flatMap(({ number, index }) => [
        `${number},1,goods,P1,10,${String(2400 - index * 190)}.50`,
        `${number},2,goods,P2,1,${String(110 + index)}.25`,
      ]),
    ],
    // Bolts that all share, and pumps that are kept for some; half of what they said they would take came late or not at all.
    'stock.csv': [
      'date,product,account,quantity',
      '2024-12-31,P1,,200',
      '2025-06-30,P1,,320',
      ...['A05', 'A07', 'A09'].map((account) => `2024-12-31,P2,${account},4`),
    ],
    'commitments.csv': [
      'number,line,type,account,product,due,quantity',
      ...['A05', 'A07', 'A09'].flatMap((account) => [
        `C-${account},1,call_off,${account},P1,2025-03-31,30`,
        `C-${account},2,call_off,${account},P2,2025-05-31,8`,
      ]),
    ],
    'deliveries.csv': [
      'delivery,line,commitment,commitment_line,date,quantity',
      ...['A05', 'A07', 'A09'].flatMap((account) => [
        `D-${account},1,C-${account},1,2025-03-20,20`,
        `D-${account},2,C-${account},1,2025-04-20,10`,
      ]),
    ],
  }
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
