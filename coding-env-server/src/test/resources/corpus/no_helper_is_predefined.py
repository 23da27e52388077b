for name in ['safe_json_dumps', 'format_exc', 'final_answer', '_print_outputs', 'ceil', 'sqrt']:
    try:
        eval(name)
    except NameError as e:
        print(e)
final_answer(5)
