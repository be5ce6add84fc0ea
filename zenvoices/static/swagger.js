// Swagger UI; it gets the token of whoever logs in.
"use strict";

const ui = SwaggerUIBundle({
  url: document.getElementById("swagger-ui").dataset.document,
  dom_id: "#swagger-ui",
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  tryItOutEnabled: true,
  validatorUrl: null,
});

document.addEventListener("portal:enter", (event) => ui.preauthorizeApiKey("bearer", event.detail));
document.addEventListener("portal:leave", () => ui.authActions.logout(["bearer"]));
