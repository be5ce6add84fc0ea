// Logging in, in the header of every page. The token lives in this page only: who uses it hears of it by the events
// "portal:enter" (detail: the token) and "portal:leave" of the document.
"use strict";

const login = document.getElementById("login");
const logout = document.getElementById("logout");
const code = document.getElementById("code");
const message = document.getElementById("message");

let challenge = null; // what the first step of a login with second factor answered
let timer = null;

async function askForTokens() {
  const fields = Object.fromEntries(new FormData(login));
  const body = { ...fields, loginVerificationCode: challenge };
  if (!body.tenancyName) delete body.tenancyName;
  if (!body.twoFactorVerificationCode) delete body.twoFactorVerificationCode;
  const response = await fetch("/api/TokenAuth/TokenLogin", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

function askForCode(result) {
  challenge = result.loginVerificationCode;
  code.hidden = false;
  message.textContent = result.errorMessage || "";
  code.querySelector("input").focus();
}

// The code is asked for again; a new one goes without a challenge, which may have expired or be another user's.
function refuse(error) {
  challenge = null;
  login.elements.twoFactorVerificationCode.value = "";
  message.textContent = error.message;
}

function enter(result) {
  document.getElementById("who").textContent = login.elements.userNameOrEmailAddress.value;
  login.hidden = true;
  logout.hidden = false;
  message.textContent = "";
  forgetCode();
  timer = setTimeout(() => leave("The login has expired."), result.expireInSeconds * 1000);
  document.dispatchEvent(new CustomEvent("portal:enter", { detail: result.accessToken }));
}

function leave(why) {
  clearTimeout(timer);
  login.hidden = false;
  logout.hidden = true;
  message.textContent = why;
  document.dispatchEvent(new CustomEvent("portal:leave"));
}

function forgetCode() {
  challenge = null;
  code.hidden = true;
  login.elements.password.value = "";
  login.elements.twoFactorVerificationCode.value = "";
}

login.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await askForTokens();
    if (!answer.success) refuse(answer.error);
    else if (answer.result.requiresTwoFactorVerification) askForCode(answer.result);
    else enter(answer.result);
  } catch {
    message.textContent = "The service does not answer.";
  }
});

logout.addEventListener("submit", (event) => {
  event.preventDefault();
  leave("");
});
