"""Training the models of user-defined schemas: drawn forms with hundreds of kinds of fields, heads of senders."""
