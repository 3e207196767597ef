# Runs the emulator for as long as somebody holds the other end of standard input. When the holder goes away, killed
# hard or not, the emulator and whatever it started go too.
import os
import signal
import sys
import threading
import time

os.setsid()


def follow():
    while sys.stdin.buffer.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(8)
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=follow, daemon=True).start()
sys.argv = ["ministack"]

import corrections  # noqa: E402, F401
from ministack.app import main  # noqa: E402

main()
