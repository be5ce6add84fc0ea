"""The first wire: documents in, invoices out; custom models, inbox, bookings, master data, webhooks."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from zenvoices_client.air import Doubt, Model, Operation, Status, Table
from zenvoices_client.client import Client
from zenvoices_client.errors import ApiError, Failed
from zenvoices_client.files import File, Link, as_file
from zenvoices_client.login import Credentials, TokenLogin
from zenvoices_client.reading import as_text, camel, on_wire, read
from zenvoices_client.sending import Retries, Wire, api_error
from zenvoices_client.waiting import until_ended

API = "/public-api/v1"
WAIT_SECONDS = 300.0
AT_ONCE_SECONDS = 20.0  # the service is asked to wait itself, before it is asked again and again
PAGE_SIZE = 250
TIMEOUT_SECONDS = 30.0
Record = Mapping[str, Any]  # an entity as it is on the wire, names in camelCase


def _error(status: int, envelope: Mapping[str, Any]) -> ApiError:
    error = envelope["error"]
    message = (error["details"] or error["message"]).strip()
    return api_error(status, error["code"], message, problems=error["validationErrors"] or ())


# A 500 is also what a rule of the business answers, so it would only come again.
WIRE = Wire(payload=lambda envelope: envelope["result"], error=_error, passing=(502, 503, 504))


class Zenvoices(Client):
    """A client for one user."""

    def __init__(
        self,
        url: str,
        user_name: str,
        password: str,
        tenancy_name: str | None = None,
        *,
        second_factor: Callable[[], str] | None = None,
        language: str = "en",
        timeout_seconds: float = TIMEOUT_SECONDS,
        retries: Retries | None = None,
    ) -> None:
        headers = {"Abp.Localization.CultureName": language}
        super().__init__(WIRE, url, headers=headers, timeout_seconds=timeout_seconds, retries=retries)
        self._timeout_seconds = timeout_seconds
        credentials = Credentials(user_name, password, tenancy_name, second_factor)
        self._http.auth = TokenLogin(self._sender, credentials)

    # --- reading documents

    def process_document(
        self, document: Path | str | File | Link, *, wait_seconds: float = WAIT_SECONDS, **options: Any
    ) -> Operation:
        """Have a document read and wait for the end.

        Args:
            options: as for `start_document`.

        Raises:
            Failed: it cannot be read. If that is known at once, it comes as `ApiError`.
            TimedOut: it goes on; `wait_for_operation` with its id waits longer.
        """
        at_once = min(wait_seconds, AT_ONCE_SECONDS)
        operation = self.start_document(document, at_once_seconds=at_once, **options)
        if not operation.has_ended:
            return self.wait_for_operation(operation.operation_id, wait_seconds=max(0.0, wait_seconds - at_once))
        return _succeeded(operation)

    def start_document(
        self,
        document: Path | str | File | Link,
        *,
        legislation: str,
        extract_line_items: bool = False,
        model_id: str | None = None,
        excluded_values: Sequence[tuple[str, str]] = (),
        culture: str | None = None,
        include_words: bool = False,
        include_raw_tables: bool = False,
        at_once_seconds: float = 0.0,
    ) -> Operation:
        """Hand a document in; what comes back has ended only if that took no longer than `at_once_seconds`.

        It is not sent again after a lost answer, for it would be read, and charged, twice.

        Args:
            excluded_values: pairs of field name and value that must not be found, such as one's own VAT number.
        """
        asked = {
            **_source(document),
            "legislation": legislation,
            "extractLineItems": extract_line_items,
            "modelId": model_id,
            "excludedValues": [{"fieldName": name, "value": value} for name, value in excluded_values],
            "culture": culture,
            "includeWords": include_words,
            "includeRawTables": include_raw_tables,
            "waitSeconds": at_once_seconds,
        }
        timeout = self._timeout_seconds + at_once_seconds
        return read(Operation, self._post("air/processDocument", asked, is_safe=False, timeout=timeout))

    def get_operation_result(self, operation_id: str) -> Operation:
        """How far an operation is, with its result if it has succeeded."""
        return read(Operation, self._get("air/getOperationResult", operationId=operation_id))

    def wait_for_operation(self, operation_id: str, *, wait_seconds: float = WAIT_SECONDS) -> Operation:
        """The operation once it has succeeded. Raises `Failed` or `TimedOut`."""
        operation = until_ended(
            lambda: self.get_operation_result(operation_id),
            lambda found: found.has_ended,
            what="operation",
            id=operation_id,
            seconds=wait_seconds,
        )
        return _succeeded(operation)

    def validate_operation_result(
        self, operation_id: str, values: Mapping[str, Any], tables: Sequence[Table] = ()
    ) -> tuple[Doubt, ...]:
        """Tell what the right values were, to teach the operation's model; what comes back is odd about them.

        Args:
            values: by field name; text, `Decimal`, `date`, `bool`, or a list of texts.
        """
        corrected = [{"fieldName": name, "correctValue": as_text(value)} for name, value in values.items()]
        asked = {
            "operationId": operation_id,
            "correctValues": corrected,
            "correctTables": [_corrected(table) for table in tables],
        }
        found = self._post("air/validateOperationResult", asked) or {}
        return tuple(read(Doubt, doubt) for doubt in found.get("warnings", ()))

    # --- custom models

    def create_model(self, name: str, description: str | None = None, **options: Any) -> str:
        """Make a model; its id. Options: `instant_learning`, `auto_train`."""
        asked = {"name": name, "description": description, **_named(options)}
        return str(self._post("air/model/createOrUpdate", asked, is_safe=False)["id"])

    def update_model(self, model_id: str, name: str, description: str | None = None, **options: Any) -> None:
        self._post(
            "air/model/createOrUpdate", {"id": model_id, "name": name, "description": description, **_named(options)}
        )

    def train_model(self, model_id: str) -> None:
        """Schedule a training; `wait_for_training` tells when it has ended."""
        self._post("air/model/train", {"modelId": model_id})

    def wait_for_training(self, model_id: str, *, wait_seconds: float = WAIT_SECONDS) -> Model:
        """The model once no training is scheduled. Raises `Failed` if the last one failed, or `TimedOut`."""
        model = until_ended(
            lambda: self.get_model(model_id),
            lambda found: not found.is_training_scheduled,
            what="training of model",
            id=model_id,
            seconds=wait_seconds,
        )
        if model.last_training_error_message:
            raise Failed("training of model", model_id, model.last_training_error_message)
        return model

    def get_model(self, model_id: str) -> Model:
        return read(Model, self._get("air/model/get", modelId=model_id))

    def list_models(self, **paging: Any) -> Iterator[Model]:
        """Every model, page after page."""
        return (read(Model, found) for found in self._pages("air/model/list", paging))

    def delete_model(self, model_id: str) -> None:
        """Delete it with the results of its operations and all it was taught."""
        self._delete("air/model", modelId=model_id)

    # --- inbox, bookings, master data

    def upload(
        self, administration_id: int, document: Path | str | File, *, external_id: str | None = None, **options: Any
    ) -> int:
        """Put a document into an inbox; the id it has there.

        Args:
            external_id: your own id; with it a repeated upload is the first one, so it is sent again when in doubt.
            options: `destination`, `subject`, `sender_name`.
        """
        asked = {"administrationId": administration_id, **_source(as_file(document)), **_named(options)}
        if external_id is not None:
            asked["externalId"] = external_id
        return int(self._post("inbox/upload", asked, is_safe=external_id is not None)["id"])

    def list_inbox(self, administration_id: int, **filters: Any) -> Iterator[Record]:
        return self._pages("inbox/list", {"administration_id": administration_id, **filters})

    def list_transactions(self, **filters: Any) -> Iterator[Record]:
        """Bookings and proposals, page after page: `statuses=[4], sorting="invoiceDate desc"`, and so on."""
        return self._pages("financialTransaction/list", filters)

    def get_transaction(self, transaction_id: int) -> Record:
        found: Record = self._get(f"financialTransaction/{transaction_id}")["financialTransaction"]
        return found

    def list_administrations(self, **filters: Any) -> Iterator[Record]:
        return self._pages("administration/list", filters)

    def list_master_data(self, kind: str, administration_id: int, **filters: Any) -> Iterator[Record]:
        """`kind` as in the paths of the wire: `accounts`, `ledgerAccounts`, `projects`, `product`, ..."""
        return self._pages(f"{kind}/list", {"administration_id": administration_id, **filters})

    # --- webhooks

    def create_subscription(self, webhook_uri: str, secret: str, webhooks: Sequence[str], **options: Any) -> Record:
        """Be called at that address for these events. Options: `headers`, `is_active`, `administration_ids`."""
        asked = {"webhookUri": webhook_uri, "secret": secret, "webhooks": list(webhooks), **_named(options)}
        found: Record = self._post("webhookSubscription", asked, is_safe=False)
        return found

    def list_subscriptions(self) -> Sequence[Record]:
        found: Sequence[Record] = self._get("webhookSubscription/list")["items"]
        return found

    def activate_subscription(self, subscription_id: str, *, is_active: bool = True) -> None:
        self._post("webhookSubscription/activate", {"id": subscription_id, "isActive": is_active})

    def delete_subscription(self, subscription_id: str) -> None:
        self._delete("webhookSubscription", id=subscription_id)

    # --- the wire

    def _get(self, path: str, **query: Any) -> Any:
        return self._sender.ask("GET", f"{API}/{path}", is_safe=True, params=query)

    def _post(self, path: str, asked: Mapping[str, Any], *, is_safe: bool = True, timeout: float | None = None) -> Any:
        more = {} if timeout is None else {"timeout": timeout}
        return self._sender.ask("POST", f"{API}/{path}", is_safe=is_safe, json=on_wire(asked), **more)

    def _delete(self, path: str, **query: Any) -> None:
        self._sender.ask("DELETE", f"{API}/{path}", is_safe=True, params=query)

    def _pages(self, path: str, asked: Mapping[str, Any]) -> Iterator[Record]:
        """Every item of a list from `skip_count` on, page after page of `max_result_count`."""
        query = {"maxResultCount": PAGE_SIZE, "skipCount": 0, **_named(asked)}
        while True:
            page = self._post(path, query)
            yield from page["items"]
            query["skipCount"] += len(page["items"])
            if not page["items"] or query["skipCount"] >= page["totalCount"]:
                return


def _source(document: Path | str | File | Link) -> dict[str, Any]:
    if isinstance(document, Link):
        return {"url": document.url, "fileName": document.name}
    file = as_file(document)
    return {"fileName": file.name, "fileContent": b64encode(file.content).decode()}


def _corrected(table: Table) -> dict[str, Any]:
    """Outline and columns only, as feedback has them."""
    headers = [{"tableHeaderName": header.table_header_name} for header in table.table_headers]
    return {"tableInfo": on_wire(table.table_info), "tableHeaders": headers}


def _named(options: Mapping[str, Any]) -> dict[str, Any]:
    return {camel(name): value for name, value in options.items()}


def _succeeded(operation: Operation) -> Operation:
    if operation.status is Status.FAILED:
        raise Failed("operation", operation.operation_id, operation.error_message or "")
    return operation
