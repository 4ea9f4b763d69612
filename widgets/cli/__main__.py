"""`python -m widgets.cli`: the same as `xuefa`, where that is not on the search path."""

from widgets.cli.main import run

if __name__ == "__main__":
    run()
