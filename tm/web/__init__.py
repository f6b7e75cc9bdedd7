"""The web: pages for people, and a server for CAT tools.

application.py puts all of it together; serving.py has it listen
settings.py    what it is told; state.py what all requests share
numbers.py     numbers in paths, queries and forms; brake.py for who guesses the token
lookups/       questions to the memory, answered by processes of their own
jobs.py        long work that goes on by itself; apart.py does it in processes of its own
disconnect.py  work that ends when nobody waits for it
guard/         what stands before every request
pages.py       templates; interface.py their languages, figures.py how those write numbers and days
errors.py      what went wrong, as an answer
welcome.py     the first page, and where the token is given
review/        alignments under review
search/        concordance and fuzzy matches, edits of units and their history
memory/        files in and out, findings, statistics, score reports
server/        what CAT tools and programs ask: amaGama, TMX, Apertium, our own JSON

Nothing is imported here, so that the processes that look up need little time to start, and little memory.
"""
