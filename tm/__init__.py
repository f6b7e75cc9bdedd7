__version__ = "0.1.0"
from tm.segment import segment
