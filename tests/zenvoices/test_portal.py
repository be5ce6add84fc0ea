"""Swagger UI as its users meet it: Debian's Chromium, the whole service, and login in the header of the page."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pyotp
import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from auth import users
from infra.database import Database
from tests.service import AIR, PASSWORD, running

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en",
)
SECONDS = 90  # for what takes a fraction of one on a machine with nothing else to do
PROCESS_DOCUMENT, OPERATION_RESULT = f"{AIR}/processDocument", f"{AIR}/getOperationResult"


class Portal:
    """The page in a browser, by what a person sees and does."""

    def __init__(self, browser: Chrome, url: str) -> None:
        self.browser, self.url, self._network = browser, url, []
        for kind in ("performance", "browser"):
            browser.get_log(kind)  # what is in it was before
        self.open_page("/", ".opblock")

    def open_page(self, address, part):
        """Open a page, and wait for what shows that it is there."""
        self.browser.get(f"{self.url}{address}")
        self.wait_for(part)

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def wait_for(self, selector, text=""):
        """The first element of that kind that is shown and has this text."""

        def look(browser):
            found = browser.find_elements(By.CSS_SELECTOR, selector)
            return next((element for element in found if element.is_displayed() and text in element.text), None)

        return WebDriverWait(self.browser, SECONDS, ignored_exceptions=[Exception]).until(look, selector)

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.find(f"#login [name={name}]")
            field.clear()
            field.send_keys(value)
        self.find("#login button").click()

    def log_in(self, name="admin", password=PASSWORD):
        self.fill(tenancyName="demo", userNameOrEmailAddress=name, password=password)

    def wait_until_in(self, name):
        self.wait_for("#logout", name)
        assert not self.find("#login").is_displayed()

    def open(self, path):
        self.click(self.wait_for(f".opblock-summary-path[data-path='{path}']"))
        return self.wait_for(".opblock.is-open .execute")

    def click(self, element):
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def execute(self):
        """Return status and body of the answer, as the page shows them."""
        for old in self.browser.find_elements(By.CSS_SELECTOR, ".opblock.is-open .btn-clear"):
            self.click(old)
        self.click(self.find(".opblock.is-open .execute"))
        status = int(self.wait_for(".live-responses-table .response .response-col_status").text.split()[0])
        return status, json.loads(self.find(".live-responses-table .response-col_description code").text)

    def network(self, event):
        """The record of this kind of event so far; without the page that the browser starts with."""
        self._network += [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        events = [message["params"] for message in self._network if message["method"] == f"Network.{event}"]
        return [event for event in events if not event.get("documentURL", "").startswith("chrome:")]


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with running(tmp_path_factory.mktemp("portal") / "var", workers="1") as service:
        yield service


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}", "--window-size=1280,900"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    browser = Chrome(options, ChromeService(DRIVER))
    yield browser
    browser.quit()


@pytest.fixture
def portal(browser, service):
    """The page, opened anew: it keeps nothing, so nobody is logged in."""
    return Portal(browser, f"http://127.0.0.1:{service.port}")


@pytest.fixture(scope="module")
def totp(service):
    """The authenticator app of the user `careful`."""
    database = Database(f"sqlite:///{service.data / 'zenvoices.db'}")
    users.create_user(database, "demo", "careful", PASSWORD)
    uri = users.enable_totp(database, "careful")
    database.close()
    return pyotp.TOTP(parse_qs(urlsplit(uri).query)["secret"][0])


def test_it_shows_the_api_and_needs_nobody_else(portal):
    asked = {event["requestId"]: event["request"]["url"] for event in portal.network("requestWillBeSent")}
    assert f"{portal.url}/swagger/portal.js" in asked.values()
    assert f"{portal.url}/swagger/public-v1/swagger.json" in asked.values()
    assert {url for url in asked.values() if not url.startswith((f"{portal.url}/", "data:"))} == set()
    assert [event for event in portal.network("loadingFailed") if event["requestId"] in asked] == []
    answers = {event["requestId"]: event["response"]["status"] for event in portal.network("responseReceived")}
    assert {answers[number] for number in asked.keys() & answers} == {200}
    assert portal.browser.get_log("browser") == [], "nor does its own policy forbid it anything"
    assert portal.find(".opblock-summary-path[data-path='/public-api/v1/air/processDocument']").is_displayed()


def test_without_login_an_endpoint_refuses(portal):
    portal.open(OPERATION_RESULT)
    portal.find(".opblock.is-open [data-param-name=operationId] input").send_keys(str(uuid4()))
    status, body = portal.execute()
    assert (status, body["unAuthorizedRequest"]) == (401, True)


def test_the_example_is_read_after_login(portal):
    portal.log_in()
    portal.wait_until_in("admin")
    portal.open(PROCESS_DOCUMENT)
    status, body = portal.execute()  # with the example that the page comes with
    assert (status, body["success"]) == (200, True)
    fields = {field["fieldName"]: field["value"] for field in body["result"]["airResult"]["fields"]}
    assert float(fields["TotalAmountInclTax"]) == 302.50


def test_a_wrong_password_is_refused_in_words(portal):
    portal.log_in(password="guess")
    portal.wait_for("#message", "Logging in failed")
    assert portal.find("#login").is_displayed()
    assert not portal.find("#code").is_displayed()
    portal.log_in()
    portal.wait_until_in("admin")
    assert portal.find("#message").text == ""


def test_the_second_factor_is_asked_for(portal, totp):
    portal.log_in("careful")
    portal.wait_for("#message", "A verification code of your authenticator app is needed.")
    portal.fill(twoFactorVerificationCode="12345")
    portal.wait_for("#message", "Logging in failed")
    portal.fill(twoFactorVerificationCode=totp.now())
    portal.wait_until_in("careful")


def test_who_has_no_second_factor_may_follow_who_has(portal, totp):
    """What was asked of one user is not sent for the next."""
    portal.log_in("careful")
    portal.wait_for("#code")
    portal.log_in()
    portal.wait_until_in("admin")


def test_after_logging_out_nobody_is_in(portal):
    portal.log_in()
    portal.wait_until_in("admin")
    portal.open(OPERATION_RESULT)
    portal.find(".opblock.is-open [data-param-name=operationId] input").send_keys(str(uuid4()))
    assert portal.execute()[0] == 404
    portal.find("#logout button").click()
    portal.wait_for("#login")
    assert portal.find("#login [name=password]").get_property("value") == ""
    assert portal.execute()[0] == 401


def test_a_narrow_screen_shows_all_of_the_header(portal):
    portal.browser.set_window_size(500, 800)
    width = portal.browser.execute_script("return document.documentElement.clientWidth")
    for element in portal.browser.find_elements(By.CSS_SELECTOR, ".portal h1, #login input, #login button"):
        if element.is_displayed():
            assert 0 <= element.rect["x"] <= element.rect["x"] + element.rect["width"] <= width


def test_keys_and_schemas_are_managed_in_the_browser(portal, service):
    portal.open_page("/dashboard", "#login")
    assert not portal.find(".dashboard").is_displayed()
    portal.log_in()
    portal.wait_until_in("admin")
    portal.wait_for("#new-key").find_element(By.NAME, "name").send_keys("scanner")
    portal.find("#new-key button").click()
    key = portal.wait_for("#made", "scanner").text.split()[0]
    portal.wait_for("#keys td", "scanner")
    portal.click(portal.find("#schema button[type=submit]"))  # with the example that the page comes with
    portal.wait_for("#schemas td", "Receipts")
    headers = {"Authorization": f"Bearer {key}"}
    [schema] = service.client.get("/api/v1/schemas/", headers=headers).json()["data"]["results"]
    assert [field["name"] for field in schema["fields"]] == ["company", "date", "total"]
    portal.click(portal.find("#keys button"))
    portal.browser.switch_to.alert.accept()
    portal.wait_for("#keys", "Begins with")
    WebDriverWait(portal.browser, SECONDS).until(lambda browser: "scanner" not in portal.find("#keys").text)
    assert service.client.get("/api/v1/schemas/", headers=headers).status_code == 401


def test_the_second_api_is_tried_with_the_same_login(portal):
    portal.open_page("/swagger/index.html?urls.primaryName=Extraction+jobs+API+v1", ".opblock")
    portal.log_in()
    portal.wait_until_in("admin")
    portal.open("/api/v1/jobs/")
    status, body = portal.execute()
    assert (status, body["success"], body["data"]["count"]) == (200, True, 0)
