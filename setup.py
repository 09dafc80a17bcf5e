"""Builds the one extension, s360._core, from ext/core.pyx, and CMS: its system disk, in pure Python.

CPCMS_BUILD=portable  the same handlers under a loop (any compiler, any -O level)
CPCMS_BUILD=sanitize  portable, with -fsanitize=address,undefined
Unset: tail-called handlers where the compiler is known to make them jumps, else portable.
"""
import os
import platform
import subprocess
import sys
import sysconfig

from Cython.Build import cythonize
from setuptools import Command, Extension, setup
from setuptools.command.build import build
from setuptools.command.build_ext import build_ext

DIRECTIVES = {"language_level": 3, "boundscheck": False, "wraparound": False,
              "cdivision": True, "initializedcheck": False, "binding": True}


def tail_calls_work() -> bool:
    """gcc or clang on x86-64 and arm64 Linux and macOS turn `return f(...)` into a jump."""
    compiler = os.path.basename((os.environ.get("CC") or sysconfig.get_config_var("CC") or "")
                                .split(" ")[0])
    known = any(name in compiler for name in ("gcc", "clang", "cc"))
    return (known and sys.platform in ("linux", "darwin")
            and platform.machine().lower() in ("x86_64", "amd64", "arm64", "aarch64"))


def flags() -> tuple[list, list]:
    """(compile, link) arguments; given last, so that inherited flags (-O0) cannot undo them."""
    form = os.environ.get("CPCMS_BUILD", "")
    if form not in ("", "portable", "sanitize"):
        sys.exit(f"setup.py: CPCMS_BUILD={form}: must be 'portable', 'sanitize' or unset")
    if os.name == "nt":
        return ["/O2", "/DCPCMS_PORTABLE"], []
    if form == "sanitize":
        san = ["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"]
        return ["-O1", "-g", "-fno-omit-frame-pointer", "-fno-strict-aliasing",
                "-DCPCMS_PORTABLE", *san], san
    common = ["-O3", "-fno-strict-aliasing", "-fwrapv", "-Wno-unused-function"]
    if form == "portable" or not tail_calls_work():
        return common + ["-DCPCMS_PORTABLE"], []
    # a rare path that is inlined costs its handler a stack frame on every execution: only what
    # is declared inline is inlined
    return common + ["-foptimize-sibling-calls", "-fno-stack-protector", "-fcf-protection=none",
                     "-fno-inline-functions", "-fno-inline-small-functions",
                     "-fno-inline-functions-called-once"], []


class BuildCore(build_ext):
    """One line of help instead of a compiler's page when there is no compiler."""

    def build_extension(self, ext):
        try:
            super().build_extension(ext)
        except Exception as error:
            print("cpcms: the core could not be compiled; it needs a C compiler and Python's "
                  "headers (Debian: apt-get install build-essential python3-dev)",
                  file=sys.stderr)
            raise error


class BuildCms(Command):
    """Assembles CMS and writes its system disk into the package, or, for an editable installation, into
    the checkout.  In a process of its own: it uses the package before it is installed."""

    description = "build the CMS system disk"
    user_options = []
    VOLUME = "cms/system/CMS190.ckd"

    def initialize_options(self):
        self.build_lib, self.editable_mode = None, False

    def finalize_options(self):
        self.set_undefined_options("build_py", ("build_lib", "build_lib"))

    def run(self):
        here = os.path.dirname(os.path.abspath(__file__))
        place = here if self.editable_mode else os.path.abspath(self.build_lib)
        done = subprocess.run([sys.executable, "-m", "cms.build", os.path.join(place, self.VOLUME)], cwd=here,
                              env=dict(os.environ, PYTHONPATH=here))
        if done.returncode:
            sys.exit("cpcms: CMS could not be built; the lines above say why")

    def get_source_files(self):
        return []

    def get_outputs(self):
        return [] if self.editable_mode else [os.path.join(self.build_lib, self.VOLUME)]

    def get_output_mapping(self):
        return {}


build.sub_commands.append(("build_cms", None))
compile_args, link_args = flags()
core = Extension("s360._core", ["ext/core.pyx"], extra_compile_args=compile_args,
                 extra_link_args=link_args,
                 depends=[os.path.join("ext", f) for f in sorted(os.listdir("ext"))
                          if f.endswith((".pxi", ".pyx", ".py"))])
setup(ext_modules=cythonize([core], compiler_directives=DIRECTIVES, include_path=["ext"]),
      cmdclass={"build_ext": BuildCore, "build_cms": BuildCms})
