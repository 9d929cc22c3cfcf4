# Opens two data files while 1 and 2 are free. Python sets close-on-exec on them.
import os, time
os.close(1)
orders = open("/srv/orders.csv", "wb")
os.close(2)
ledger = open("/srv/ledger.journal", "ab")
open("/run/ready/two-files", "w").close()
time.sleep(3600)
