"""The official code lists, each code with the years that it holds for and whether it is confirmed."""

from mingzhang.codes.lists import LATEST, Account, Code, CodeList, accounts, economic, functional

__all__ = ["LATEST", "Account", "Code", "CodeList", "accounts", "economic", "functional"]
