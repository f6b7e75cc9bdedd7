"""Terms of a glossary in any form: `terms` is the family, `inflection` says what is a form of what."""
