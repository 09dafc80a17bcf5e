"""Many jobs of `cpcms run` over processes.

Called by cp/cli_run.py.  Each process runs one job after the other; they are made before anything else
(by fork where the host has it, with all they need loaded already) and told by a pipe each what to do.  A
process that dies fails its job only, and another takes its place.
"""
from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Callable

from cp.job import FAILED, STOPPED, Job, Outcome

PATIENCE = 5.0                 # seconds for a job that is stopped to keep what it has printed


@dataclass
class Worker:
    """A process; job: the one at work, `at` in the list."""
    process: multiprocessing.Process
    pipe: Connection
    job: Job | None = None
    at: int = 0


class Pool:
    """
    jobs: in the order they are begun; folder: of their output
    count: processes
    """

    def __init__(self, jobs: list[Job], folder: str, count: int):
        prepare()
        self.jobs, self.folder = jobs, folder
        self.context = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
        self.next = 0
        self.workers: list[Worker] = []
        for _ in range(min(count, len(jobs))):
            self.workers.append(self.worker())

    def worker(self) -> Worker:
        ours, theirs = self.context.Pipe()
        others = [worker.pipe for worker in self.workers] + [ours]
        process = self.context.Process(target=serve, args=(theirs, self.folder, others), daemon=True)
        process.start()
        theirs.close()
        return Worker(process, ours)

    def run(self, ended: Callable[[int, Outcome], None]) -> None:
        """Run all; `ended` is called with the place of each job in the list and its outcome.
        KeyboardInterrupt: those at work are stopped, told, and it is raised again."""
        try:
            for worker in self.workers:
                self.give(worker)
            while busy := [worker for worker in self.workers if worker.job is not None]:
                self.step(busy, ended)
        except KeyboardInterrupt:
            self.stop(ended)
            raise
        finally:
            self.close()

    def give(self, worker: Worker) -> None:
        """The next job, if there is one."""
        worker.job = None
        if self.next < len(self.jobs):
            worker.at, worker.job = self.next, self.jobs[self.next]
            self.next += 1
            try:
                worker.pipe.send(worker.job)
            except OSError:
                pass                     # it has died, as its sentinel says

    def step(self, busy: list[Worker], ended) -> None:
        """Wait for one of them."""
        ready = wait([one for worker in busy for one in (worker.pipe, worker.process.sentinel)])
        for worker in busy:
            if worker.pipe in ready or worker.process.sentinel in ready:
                self.take(worker, ended)

    def take(self, worker: Worker, ended) -> None:
        """The outcome of its job; another process when it has died."""
        at, job = worker.at, worker.job
        try:
            outcome = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            code = worker.process.exitcode
            how = f"signal {-code}" if code < 0 else f"code {code}"
            outcome = Outcome(job.deck, job.name, job.kind, FAILED, f"its process ended with {how}")
            self.workers.remove(worker)
            worker.pipe.close()
            worker = self.worker()
            self.workers.append(worker)
        self.give(worker)
        ended(at, outcome)

    def stop(self, ended) -> None:
        """Have the jobs at work keep what they have, and end."""
        until = time.monotonic() + PATIENCE
        busy = [worker for worker in self.workers if worker.job is not None]
        self.next = len(self.jobs)
        for worker in busy:
            worker.process.terminate()
        for worker in busy:
            job = worker.job
            outcome = Outcome(job.deck, job.name, job.kind, STOPPED, "before its end was known")
            try:
                if worker.pipe.poll(max(0.0, until - time.monotonic())):
                    outcome = worker.pipe.recv()
            except (EOFError, OSError):
                pass
            ended(worker.at, outcome)

    def close(self) -> None:
        gc.unfreeze()
        for worker in self.workers:
            worker.pipe.close()
        for worker in self.workers:
            worker.process.join(0.5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def prepare() -> None:
    """Load what a job needs, once for all processes.  The collector would look in vain through all of it."""
    gc.disable()
    import cp.job_bare
    import cp.job_work
    import s360.asm
    import s360.devices.card
    import s360.devices.console
    import s360.devices.printer
    import s360.linker.bootstrap
    import s360.operator  # noqa: F401
    gc.freeze()                          # the processes then share these pages for good
    gc.enable()


def serve(pipe: Connection, folder: str, others: list[Connection]) -> None:
    """A process: jobs in, outcomes out, until the pipe is closed.  The terminal's Ctrl-C is the parent's
    affair; SIGTERM stops the job."""
    from cp.job_work import work
    from s360.errors import S360Error
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(os, "fork"):
        for other in others:             # the parent's ends, so that each pipe ends with its process
            other.close()
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        notes: list[str] = []
        try:
            outcome = work(job, folder, lambda what, text: None, notes.append)
        except S360Error as error:
            outcome = Outcome(job.deck, job.name, job.kind, FAILED, *told(error))
        outcome.details = notes + outcome.details
        try:
            pipe.send(outcome)
        except OSError:                  # nobody is there any more
            return


def told(error: Exception) -> tuple[str, list[str]]:
    first, *rest = str(error).split("\n")
    return first, rest
