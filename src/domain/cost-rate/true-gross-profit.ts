import { divideHalfEven, microsPerUnit, ratio } from '../money.ts'
import type { Micros } from '../money.ts'
import type { SaleBase, SaleBases } from './book-rate.ts'

/** One sale, or the sales of an account together. */
export interface Sale {
  /** Net, in base currency. */
  readonly revenue: Micros
  readonly cost: Micros
  /** How long the goods lay, and how long the money was waited for. */
  readonly stockDays: number
  readonly daysToPay: number
  /** What money costs a year, as a fraction in millionths. */
  readonly rate: Micros
  readonly bases: SaleBases
}

/** What a sale earns once its money is paid for, in base currency. */
export interface TrueGrossProfit {
  readonly grossProfit: Micros
  readonly stockFinancing: Micros
  readonly receivableFinancing: Micros
  /** What is left of the gross profit. */
  readonly trueGrossProfit: Micros
  /** Of the revenue, as fractions with six decimals; null where nothing was sold. */
  readonly grossRate: number | null
  readonly trueRate: number | null
}

const daysOfYear = 365n

/**
 * Gross profit less what it costs to finance the goods while they lie and the money while it is waited for: base x annual rate
 * x days / 365 each, rounded once to six decimals (measures.md, 7). The rest of keeping stock is not in it.
 */
export function trueGrossProfit({ revenue, cost, stockDays, daysToPay, rate, bases }: Sale): TrueGrossProfit {
  const financing = (base: SaleBase, days: number): Micros =>
    divideHalfEven((base === 'cost' ? cost : revenue) * rate * BigInt(days), daysOfYear * microsPerUnit)
  const grossProfit = revenue - cost
  const stockFinancing = financing(bases.stock, stockDays)
  const receivableFinancing = financing(bases.receivable, daysToPay)
  const left = grossProfit - stockFinancing - receivableFinancing
  return {
    grossProfit,
    stockFinancing,
    receivableFinancing,
    trueGrossProfit: left,
    grossRate: ratio(grossProfit, revenue),
    trueRate: ratio(left, revenue),
  }
}
