import type { MappingTemplate } from '../template.ts'

const file = 'INV1*'
/** The number SAP Business One gives credit memos among its kinds of documents; their rows have no minus. */
const ofCreditMemos = { column: 'ObjType', values: ['14'] } as const

export const sapBusinessOne: MappingTemplate = {
  id: 'sap-business-one-invoice-rows',
  system: 'SAP Business One',
  how: 'Query Manager: SELECT CAST(T0."DocNum" AS NVARCHAR(20)) AS "DocNum", T0."ObjType", T0."DocDate", T0."DocDueDate", T0."CardCode", T0."CardName", T2."SlpName", T1."LineNum", T1."ItemCode", T1."Dscription", T1."Quantity", T1."unitMsr", T1."LineTotal", T0."VatSum", T0."DocTotal" FROM OINV T0 JOIN INV1 T1 ON T0."DocEntry" = T1."DocEntry" JOIN OSLP T2 ON T0."SlpCode" = T2."SlpCode" WHERE T0."CANCELED" = \'N\' UNION ALL the same FROM ORIN and RIN1 with \'CM\' before "DocNum"; export to a file whose name starts with INV1.',
  page: 'https://help.sap.com/doc/089315d8d0f8475a9fc84fb919b501a3/10.0/en-US/SDKhelp/SAPbobsCOM~Document_Lines.html',
  document: {
    source: 'sap-business-one',
    files: [
      { file, kind: 'reps', columns: { key: 'SlpName', name: 'SlpName' }, distinct: true },
      {
        file,
        kind: 'products',
        columns: { key: 'ItemCode', name: 'Dscription', unit: 'unitMsr' },
        distinct: true,
      },
      { file, kind: 'accounts', columns: { key: 'CardCode', name: 'CardName' }, distinct: true },
      {
        file,
        kind: 'invoices',
        columns: {
          number: 'DocNum',
          type: 'ObjType',
          date: 'DocDate',
          due_date: 'DocDueDate',
          account: 'CardCode',
          salesperson: 'SlpName',
          tax: 'VatSum',
          gross: 'DocTotal',
        },
        transforms: {
          type: [{ do: 'look-up', values: { 13: 'invoice', 14: 'credit_note' } }],
          tax: [{ do: 'negate', where: ofCreditMemos }],
          gross: [{ do: 'negate', where: ofCreditMemos }],
        },
        distinct: true,
      },
      {
        file,
        kind: 'lines',
        columns: {
          invoice: 'DocNum',
          line: 'LineNum',
          type: 'ObjType',
          date: 'DocDate',
          account: 'CardCode',
          salesperson: 'SlpName',
          product: 'ItemCode',
          quantity: 'Quantity',
          unit: 'unitMsr',
          net: 'LineTotal',
        },
        transforms: {
          type: [{ do: 'look-up', values: { 13: 'invoice', 14: 'credit_note' } }],
          quantity: [{ do: 'negate', where: ofCreditMemos }],
          net: [{ do: 'negate', where: ofCreditMemos }],
        },
      },
    ],
  },
}
