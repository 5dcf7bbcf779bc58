"""The official code lists, each code with the years that it holds for and whether it is confirmed."""

from mingzhang.codes.lists import Account, Code, CodeList, accounts, economic, functional

__all__ = ["Account", "Code", "CodeList", "accounts", "economic", "functional"]
