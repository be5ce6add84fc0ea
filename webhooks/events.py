"""The events of this service by name; what each carries in `Data` is said beside it (camelCase, ids are integers
unless said otherwise; every event has `tenantId`)."""

from __future__ import annotations

OPERATION_FINISHED = "App.Air.OperationFinished"  # operationId (GUID), status, modelId (GUID or null), pageCount
MODEL_TRAINED = "App.Air.ModelTrained"  # modelId (GUID), version, whether it isPublished
DOCUMENT_IMPORTED = "App.Inbox.DocumentImported"  # administrationId, inboxId
PROPOSAL_CREATED = "App.FinancialTransaction.ProposalCreated"  # administrationId, financialTransactionId
AUTHORIZED = "App.FinancialTransaction.Authorized"  # administrationId, financialTransactionId
EXPORTED = "App.FinancialTransaction.Exported"  # administrationId, financialTransactionId
EXPORT_FAILED = "App.FinancialTransaction.ExportFailed"  # administrationId, financialTransactionId, reason
JOB_COMPLETED, JOB_FAILED = (
    "job.completed",
    "job.failed",
)  # of extraction jobs: to the endpoint of the job, in its dialect
PING = "App.Webhook.Ping"  # no more; sent when asked for, nobody subscribes to it

EVENTS = (  # those a subscription can ask for; the one that the original documents comes first
    EXPORTED,
    PROPOSAL_CREATED,
    AUTHORIZED,
    EXPORT_FAILED,
    DOCUMENT_IMPORTED,
    OPERATION_FINISHED,
    MODEL_TRAINED,
)
WITHOUT_COMPANY = frozenset({OPERATION_FINISHED, MODEL_TRAINED})  # told to all who ask, whatever companies they chose
