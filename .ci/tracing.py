"""Runs a program and lets one of its operations on files fail, or kills it there.

Linux on x86-64 only: ptrace, which also sees the calls of libraries that go past libc. Only operations on paths under
one folder count, numbered from 0 over all threads; so no failure hits the loader or the program's own start.
"""
import collections
import ctypes
import errno
import os
import signal

PTRACE_TRACEME, PTRACE_GETREGS, PTRACE_SETREGS, PTRACE_SYSCALL, PTRACE_SETOPTIONS = 0, 12, 13, 24, 0x4200
OPTIONS = 1 | 2 | 4 | 8 | 0x100000  # sysgood, fork, vfork, clone, exit with the tracer
WALL = 0x40000000
# Until a run counts as endless, and is killed.
MOST_SECONDS = 20

# Number: name, the argument that is a path or (negative, less one) a file descriptor, what can go wrong.
READING, WRITING = "EIO", "ENOSPC EIO"
CALLS = {
    0: ("read", -1, READING), 17: ("pread64", -1, READING), 217: ("getdents64", -1, READING),
    1: ("write", -1, WRITING), 18: ("pwrite64", -1, WRITING), 20: ("writev", -1, WRITING),
    74: ("fsync", -1, WRITING), 75: ("fdatasync", -1, WRITING), 73: ("flock", -1, "ENOLCK"),
    2: ("open", 0, "EACCES EMFILE EIO"), 257: ("openat", 1, "EACCES EMFILE EIO"),
    4: ("stat", 0, "EACCES EIO"), 6: ("lstat", 0, "EACCES EIO"), 21: ("access", 0, "EACCES EIO"),
    262: ("newfstatat", 1, "EACCES EIO"), 332: ("statx", 1, "EACCES EIO"), 89: ("readlink", 0, "EACCES EIO"),
    82: ("rename", 0, "EACCES ENOSPC EIO"), 264: ("renameat", 1, "EACCES ENOSPC EIO"),
    316: ("renameat2", 1, "EACCES ENOSPC EIO"), 86: ("link", 0, "EACCES EIO"), 265: ("linkat", 1, "EACCES EIO"),
    83: ("mkdir", 0, "EACCES ENOSPC"), 258: ("mkdirat", 1, "EACCES ENOSPC"), 84: ("rmdir", 0, "EACCES EIO"),
    87: ("unlink", 0, "EACCES EIO"), 263: ("unlinkat", 1, "EACCES EIO"),
}
RAX, ORIG_RAX, ARGUMENTS = 10, 15, (14, 13, 12, 7, 9, 8)
Registers = ctypes.c_ulonglong * 27
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long

Operation = collections.namedtuple("Operation", "call path errors")


def ptrace(request, task, data=None):
    if libc.ptrace(request, task, None, data) < 0:
        raise OSError(ctypes.get_errno(), "ptrace")


def path_of(task, position, arguments):
    """What an operation is about; none where it has no name."""
    if position < 0:
        try:
            return os.readlink(f"/proc/{task}/fd/{arguments[0] & 0xffffffff}")
        except OSError:
            return None
    with open(f"/proc/{task}/mem", "rb") as memory:
        try:
            memory.seek(arguments[position])
            text = memory.read(1024).split(b"\0")[0]
        except (OSError, OverflowError, ValueError):
            return None
    text = os.fsdecode(text)
    # Removing a folder names what it holds from there.
    if position == 1 and not text.startswith("/"):
        try:
            return os.path.join(os.readlink(f"/proc/{task}/fd/{arguments[0] & 0xffffffff}"), text)
        except OSError:
            return None
    return text


def run(command, folder, decide, output):
    """Runs a command. `decide(number, operation)` gives the name of an error or of a signal, or none. Gives the exit
    code (negative: a signal) and all operations on paths under `folder`. What the program says goes to `output`."""
    child = os.fork()
    if child == 0:
        os.dup2(output, 1)
        os.dup2(output, 2)
        libc.ptrace(PTRACE_TRACEME, 0, None, None)
        os.kill(os.getpid(), signal.SIGSTOP)
        os.execv(command[0], command)
    os.waitpid(child, WALL)
    ptrace(PTRACE_SETOPTIONS, child, OPTIONS)
    ptrace(PTRACE_SYSCALL, child)
    inside, failing, operations, registers = set(), {}, [], Registers()
    # One that waits for ever calls nothing.
    previous = signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(MOST_SECONDS)
    while True:
        task, status = os.waitpid(-1, WALL)
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            inside.discard(task)
            if task == child:
                signal.alarm(0)
                signal.signal(signal.SIGALRM, previous)
                return os.waitstatus_to_exitcode(status), operations
            continue
        stop = os.WSTOPSIG(status)
        passed = 0 if stop in (signal.SIGTRAP, signal.SIGTRAP | 0x80, signal.SIGSTOP) else stop
        try:
            if stop == signal.SIGTRAP | 0x80:
                if task in inside:
                    inside.discard(task)
                    if task in failing:
                        ptrace(PTRACE_GETREGS, task, ctypes.byref(registers))
                        registers[RAX] = (1 << 64) - failing.pop(task)
                        ptrace(PTRACE_SETREGS, task, ctypes.byref(registers))
                else:
                    inside.add(task)
                    ptrace(PTRACE_GETREGS, task, ctypes.byref(registers))
                    known = CALLS.get(registers[ORIG_RAX])
                    path = known and path_of(task, known[1], [registers[i] for i in ARGUMENTS])
                    if path and (path == folder or path.startswith(folder + "/")):
                        operation = Operation(known[0], path, known[2].split())
                        name = decide(len(operations), operation)
                        operations.append(operation)
                        if name and name.startswith("SIG"):
                            os.kill(child, getattr(signal, name))
                        elif name:
                            failing[task] = getattr(errno, name)
                            registers[ORIG_RAX] = (1 << 64) - 1
                            ptrace(PTRACE_SETREGS, task, ctypes.byref(registers))
            ptrace(PTRACE_SYSCALL, task, passed)
        except OSError as gone:
            # Killed between its stop and now.
            if gone.errno != errno.ESRCH:
                raise
