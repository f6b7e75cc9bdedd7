"""`python -m tm` is `tm`."""

from tm.cli import main

main()
