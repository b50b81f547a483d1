import { createAction } from '../app/action/create-action.ts'
import { setAlertCaps } from '../app/alert/caps.ts'
import { getAlertCaps } from '../app/alert/get-alert-caps.ts'
import { getAlert } from '../app/alert/get-alert.ts'
import { exportAlerts, listAlerts } from '../app/alert/list-alerts.ts'
import { requestAlerts } from '../app/alert/look-for-alerts.ts'
import { setAlertOutcome } from '../app/alert/set-alert-outcome.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../app/api-key/api-keys.ts'
import { getReminders } from '../app/action/get-reminders.ts'
import { countAccounts } from '../app/account-view/count-accounts.ts'
import { exportAccounts } from '../app/account-view/export-accounts.ts'
import { listAccounts } from '../app/account-view/list-accounts.ts'
import { getAction, listActions } from '../app/action/list-actions.ts'
import { listPeople } from '../app/action/list-people.ts'
import { setActionState } from '../app/action/set-action-state.ts'
import { updateAction } from '../app/action/update-action.ts'
import { getCallHints } from '../app/call/call-hints.ts'
import { exportCalls } from '../app/call/export-calls.ts'
import { getCallDay } from '../app/call/get-call-day.ts'
import { getCall, listCalls } from '../app/call/list-calls.ts'
import { logCall } from '../app/call/log-call.ts'
import { planCall, updateCall } from '../app/call/plan-call.ts'
import { dropCall, reopenCall } from '../app/call/reopen-call.ts'
import { skipCall } from '../app/call/skip-call.ts'
import { getBackup, listBackups, requestBackup } from '../app/backup/backups.ts'
import { exportControlTotals, listControlTotals } from '../app/control/control-totals.ts'
import { listKindTotals } from '../app/control/kind-totals.ts'
import { getImport, pageImports } from '../app/import/page-imports.ts'
import { getRejectedFile, listRejectedFiles } from '../app/import/rejected-files.ts'
import { getInbox, updateInbox } from '../app/inbox/inbox.ts'
import { requestUndo } from '../app/import/request-undo.ts'
import { getAccount } from '../app/card/get-account.ts'
import { getExplanation } from '../app/explanation/get-explanation.ts'
import { getScoreChange } from '../app/explanation/get-score-change.ts'
import { getInvoice } from '../app/card/get-invoice.ts'
import { listFamilies } from '../app/card/list-families.ts'
import { listHistory } from '../app/card/list-history.ts'
import { listInvoices } from '../app/card/list-invoices.ts'
import { listLines } from '../app/card/list-lines.ts'
import { listMonths } from '../app/card/list-months.ts'
import { addCostRate, listCostRates } from '../app/cost-rate/cost-rates.ts'
import { getSaleProfit } from '../app/cost-rate/get-sale-profit.ts'
import { addJudgement } from '../app/judgement/add-judgement.ts'
import { getAccountFit } from '../app/judgement/get-account-fit.ts'
import { listJudgements } from '../app/judgement/list-judgements.ts'
import { getAccountLifetime } from '../app/lifetime/get-account-lifetime.ts'
import { getLifetime } from '../app/lifetime/get-lifetime.ts'
import { requestLifetime } from '../app/lifetime/learn-lifetime.ts'
import { listLifetimes } from '../app/lifetime/list-lifetimes.ts'
import { listMappingTemplates } from '../app/mapping/list-templates.ts'
import { deleteMapping, getMapping, listMappings, saveMapping } from '../app/mapping/saved-mappings.ts'
import { cancelJob } from '../app/job/cancel-job.ts'
import { getJob } from '../app/job/get-job.ts'
import { listJobs } from '../app/job/list-jobs.ts'
import { retryJob } from '../app/job/retry-job.ts'
import { pageClosings } from '../app/period/page-closings.ts'
import { requestClose } from '../app/period/request-close.ts'
import { listAudit } from '../app/audit/list-audit.ts'
import { getSettings, updateSettings } from '../app/setting/settings.ts'
import { disableUser, enableUser } from '../app/user/disable-user.ts'
import { listRoles } from '../app/user/list-roles.ts'
import { getUser, listUsers } from '../app/user/list-users.ts'
import { endSessions, listUserSessions } from '../app/user/reset-user.ts'
import { updateUser } from '../app/user/update-user.ts'
import { getAccountBridge } from '../app/bridge/get-account-bridge.ts'
import { exportBridgeProducts, listBridgeProducts } from '../app/bridge/list-bridge-products.ts'
import { getMovementBridge } from '../app/movement-bridge/get-movement-bridge.ts'
import { exportBridges, listBridges } from '../app/movement-bridge/list-bridges.ts'
import { exportMovement } from '../app/movement/export-movement.ts'
import { exportCohorts, getCohorts } from '../app/movement/get-cohorts.ts'
import { getMovement } from '../app/movement/get-movement.ts'
import { exportRetention, getRetention } from '../app/movement/get-retention.ts'
import { exportMovements, listMovements } from '../app/movement/list-movements.ts'
import { getMovementFlow } from '../app/portfolio/get-movement-flow.ts'
import { getMyBook } from '../app/portfolio/get-my-book.ts'
import { getPortfolio } from '../app/portfolio/get-portfolio.ts'
import { listPortfolioGroups } from '../app/portfolio/list-groups.ts'
import { setFourEyes } from '../app/policy/four-eyes.ts'
import { adoptPolicy } from '../app/policy-studio/adopt-policy.ts'
import { comparePolicies } from '../app/policy-studio/compare-policies.ts'
import { decidePolicyRequest } from '../app/policy-studio/decide-policy-request.ts'
import { listPolicyMovers } from '../app/policy-studio/list-policy-movers.ts'
import {
  createPolicyDraft,
  deletePolicyDraft,
  listPolicyDrafts,
  updatePolicyDraft,
} from '../app/policy-studio/policy-drafts.ts'
import { listPolicyRequests } from '../app/policy-studio/policy-requests.ts'
import { previewPolicy } from '../app/policy-studio/preview-policy.ts'
import { getPolicy, showPolicies } from '../app/policy-studio/show-policies.ts'
import { exportDrains, listDrains } from '../app/drain/list-drains.ts'
import { getStrategy, setStrategy, takeBackStrategy } from '../app/drain/strategies.ts'
import { decidePosture } from '../app/profit/decide-posture.ts'
import { getAccountMix } from '../app/profit/get-account-mix.ts'
import { getAccountProfit } from '../app/profit/get-account-profit.ts'
import { getBookProfit } from '../app/profit/get-book-profit.ts'
import { getReconciliation } from '../app/profit/get-reconciliation.ts'
import { exportProfits, listProfits } from '../app/profit/list-profits.ts'
import { setPostureEdges } from '../app/profit/posture-edges.ts'
import { addFinancingRate, listFinancingRates } from '../app/receivable/financing-rates.ts'
import { getAccountCommitments } from '../app/inventory/get-account-commitments.ts'
import { getAccountStock } from '../app/inventory/get-account-stock.ts'
import { exportStock, getBookStock } from '../app/inventory/get-book-stock.ts'
import { listAccountCommitments } from '../app/inventory/list-account-commitments.ts'
import { listAccountStock } from '../app/inventory/list-account-stock.ts'
import { exportReceivables, getBookReceivables } from '../app/receivable/get-book-receivables.ts'
import { getReceivables } from '../app/receivable/get-receivables.ts'
import { listReceivables } from '../app/receivable/list-receivables.ts'
import { addReviewView } from '../app/review/add-review-view.ts'
import { closeReview, reopenReview } from '../app/review/close-review.ts'
import { countReviews } from '../app/review/count-reviews.ts'
import { exportReviewCounts, exportReviews } from '../app/review/export-reviews.ts'
import { getReview } from '../app/review/get-review.ts'
import { listReviews } from '../app/review/list-reviews.ts'
import { openReview, updateReview } from '../app/review/open-review.ts'
import { getRetentionPlan, saveRetentionPlan } from '../app/review/retention-plan.ts'
import { getReviewReasons, saveReviewReasons } from '../app/review/review-reasons.ts'
import { startRetentionPlan, undoRetentionPlan } from '../app/review/start-plan.ts'
import { createUpload } from '../app/upload/create-upload.ts'
import { deleteUpload, deleteUploadFile } from '../app/upload/delete-upload.ts'
import { inspectUpload } from '../app/upload/inspect-upload.ts'
import { getUpload } from '../app/upload/get-upload.ts'
import { importFile } from '../app/upload/import-file.ts'
import { putUploadFile } from '../app/upload/put-upload-file.ts'
import { requestImport, requestPreview } from '../app/upload/request-import.ts'
import { getScoreboard } from '../app/scoreboard/get-scoreboard.ts'
import { exportLeague, listLeague } from '../app/scoreboard/list-league.ts'
import { search } from '../app/search/search.ts'
import { getSelectionCriteria, saveSelectionCriteria } from '../app/selection/criteria.ts'
import { exportSelection } from '../app/selection/export-selection.ts'
import { getAccountSelection } from '../app/selection/get-account-selection.ts'
import { listSelection } from '../app/selection/list-selection.ts'
import { overrideSelection } from '../app/selection/override-selection.ts'
import { scoreSelection } from '../app/selection/score-selection.ts'
import type { Verbs } from '../app/verb.ts'
import { createView, deleteView, listViews, updateView } from '../app/view/saved-views.ts'
import type { OperationId } from '../contract/routes.ts'
import type { SessionOperation } from './session.ts'

/** The verb behind each operation of the contract that needs no cookie; those of the session are in `session.ts`. */
export const verbs: Verbs<Exclude<OperationId, SessionOperation>> = {
  getSettings,
  updateSettings,
  listUsers,
  getUser,
  updateUser,
  disableUser,
  enableUser,
  listUserSessions,
  endUserSessions: endSessions,
  listRoles,
  listAudit,
  listApiKeys,
  createApiKey,
  revokeApiKey,

  getPortfolio,
  listPortfolioGroups,
  getMovementFlow,
  getMyBook,

  getMovement,
  getMovementBridge,
  listBridges,
  exportBridges,
  getAccountBridge,
  listBridgeProducts,
  exportBridgeProducts,
  exportMovement,
  listMovements,
  exportMovements,
  getRetention,
  exportRetention,
  getCohorts,
  exportCohorts,

  listAccounts,
  countAccounts,
  exportAccounts,
  search,
  listViews,
  createView,
  updateView,
  deleteView,
  getAccount,
  getExplanation,
  getScoreChange,
  listMonths,
  listFamilies,
  listInvoices,
  getInvoice,
  listLines,
  listHistory,

  listAlerts,
  exportAlerts,
  getAlertCaps,
  setAlertCaps,
  findAlerts: requestAlerts,
  getAlert,
  setAlertOutcome,

  getLifetime,
  learnLifetime: requestLifetime,
  listLifetimes,
  getAccountLifetime,

  getReceivables,
  listReceivables,
  getBookReceivables,
  exportReceivables,
  getAccountStock,
  listAccountStock,
  getAccountCommitments,
  listAccountCommitments,
  getBookStock,
  exportStock,
  listFinancingRates,
  addFinancingRate,

  listCostRates,
  addCostRate,
  getSaleProfit,

  getAccountFit,
  listJudgements,
  addJudgement,
  getSelectionCriteria,
  saveSelectionCriteria,
  listSelection,
  exportSelection,
  getAccountSelection,
  scoreSelection,
  overrideSelection,

  listReviews,
  countReviews,
  exportReviews,
  exportReviewCounts,
  getReview,
  openReview,
  updateReview,
  addReviewView,
  closeReview,
  reopenReview,
  getReviewReasons,
  saveReviewReasons,
  getRetentionPlan,
  saveRetentionPlan,
  startRetentionPlan,
  undoRetentionPlan,

  getAccountProfit,
  getAccountMix,
  getBookProfit,
  listProfits,
  exportProfits,
  getReconciliation,
  decidePosture,
  listDrains,
  exportDrains,
  getStrategy,
  setStrategy,
  takeBackStrategy,
  setPostureEdges,

  listActions,
  getAction,
  createAction,
  updateAction,
  setActionState,
  getReminders,
  listPeople,

  listCalls,
  exportCalls,
  getCall,
  planCall,
  updateCall,
  logCall,
  dropCall,
  reopenCall,
  getCallHints,
  getCallDay,
  skipCall,

  getScoreboard,
  listLeague,
  exportLeague,

  createUpload,
  getUpload,
  putUploadFile,
  deleteUploadFile,
  deleteUpload,
  previewImport: requestPreview,
  runImport: requestImport,
  importFile,
  listImports: pageImports,
  getImport,
  undoImport: requestUndo,
  listRejectedFiles,
  getRejectedFile,
  getInbox,
  updateInbox,
  listControlTotals,
  exportControlTotals,
  listKindTotals,

  inspectUpload,
  listMappings,
  getMapping,
  saveMapping,
  deleteMapping,
  listMappingTemplates,

  listPolicies: showPolicies,
  getPolicy,
  adoptPolicy,
  setFourEyes,
  previewPolicy,
  comparePolicies,
  listPolicyMovers,
  listPolicyDrafts,
  createPolicyDraft,
  updatePolicyDraft,
  deletePolicyDraft,
  listPolicyRequests,
  decidePolicyRequest,

  listClosings: pageClosings,
  closePeriod: requestClose,
  listBackups,
  createBackup: requestBackup,
  getBackup,

  listJobs,
  getJob,
  cancelJob,
  retryJob,
}
