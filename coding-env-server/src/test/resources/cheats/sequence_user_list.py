from collections import UserList
def solve(number):
    return UserList([0, 1, 2])
