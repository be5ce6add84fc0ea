// API keys and schemas of a business, for whoever is logged in.
"use strict";

const main = document.querySelector(".dashboard");
const newKey = document.getElementById("new-key");
const schemaForm = document.getElementById("schema");
const problem = document.getElementById("problem");
const made = document.getElementById("made");
const EXAMPLE = {
  name: "Receipts",
  fields: [
    { name: "company", type: "string" },
    { name: "date", type: "date" },
    { name: "total", type: "number", aliases: ["Amount due"], required: true },
  ],
};

let token = null;
let edited = null; // the schema that Save replaces; null: it makes one

async function call(method, path, body) {
  const response = await fetch(`/api/v1/${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, ...(body && { "Content-Type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (!answer.success) throw new Error(answer.error.message);
  return answer.data;
}

async function all(path) {
  const results = [];
  for (let page = 1, more = true; more; page += 1) {
    const data = await call("GET", `${path}?page_size=100&ordering=earliest&page=${page}`);
    results.push(...data.results);
    more = data.next !== null;
  }
  return results;
}

function row(table, cells, buttons) {
  const line = document.querySelector(`#${table} tbody`).insertRow();
  for (const text of cells) line.insertCell().textContent = text ?? "";
  const last = line.insertCell();
  for (const [name, action] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => attempt(action));
    last.append(button, " ");
  }
}

function empty(table) {
  document.querySelector(`#${table} tbody`).replaceChildren();
}

async function showKeys() {
  const keys = await all("keys/");
  empty("keys");
  for (const key of keys) {
    const revoke = async () => {
      if (!window.confirm(`Revoke ${key.name}?`)) return;
      await call("DELETE", `keys/${key.id}/`);
      await showKeys();
    };
    row("keys", [key.name, `${key.prefix}…`, key.webhook_url, key.last_used_at], [["Revoke", revoke]]);
  }
}

async function showSchemas() {
  const schemas = await all("schemas/");
  empty("schemas");
  for (const schema of schemas) {
    const remove = async () => {
      if (!window.confirm(`Delete ${schema.name}, with what was learnt for it?`)) return;
      await call("DELETE", `schemas/${schema.id}/`);
      edit(null);
      await showSchemas();
    };
    const names = schema.fields.map((field) => field.name).join(", ");
    const cells = [schema.id, schema.name, schema.version, names, schema.feedback_count];
    row("schemas", cells, [["Edit", () => edit(schema)], ["Delete", remove]]);
  }
}

function edit(schema) {
  edited = schema;
  const { name, description, fields } = schema || EXAMPLE;
  const shown = { name, ...(description && { description }), fields };
  schemaForm.elements.definition.value = JSON.stringify(shown, null, 2);
}

// What cannot be done is told; a right that is missing for one part leaves the other.
async function attempt(action) {
  problem.textContent = "";
  try {
    await action();
  } catch (error) {
    problem.textContent = error.message;
  }
}

newKey.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    const sent = Object.fromEntries([...new FormData(newKey)].filter(([, value]) => value));
    const key = await call("POST", "keys/", sent);
    made.textContent = `${key.key} is the key ${key.name}. Keep it now: it is not shown again.`;
    newKey.reset();
    await showKeys();
  });
});

schemaForm.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    const definition = JSON.parse(schemaForm.elements.definition.value);
    if (edited) edit(await call("PUT", `schemas/${edited.id}/`, definition));
    else edit(await call("POST", "schemas/", definition));
    await showSchemas();
  });
});

document.getElementById("new-schema").addEventListener("click", () => edit(null));

document.addEventListener("portal:enter", (event) => {
  token = event.detail;
  main.hidden = false;
  edit(null);
  attempt(async () => {
    const shown = await Promise.allSettled([showKeys(), showSchemas()]);
    const failed = shown.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
  });
});

document.addEventListener("portal:leave", () => {
  token = null;
  main.hidden = true;
  for (const table of ["keys", "schemas"]) empty(table);
  made.textContent = problem.textContent = "";
});
