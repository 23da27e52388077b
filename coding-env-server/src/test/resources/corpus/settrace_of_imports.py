import sys
seen = []
def trace(frame, event, argument):
    name = frame.f_code.co_filename
    if event == 'call' and 'frozen' not in name and name != '<string>' and not name.startswith('/usr/lib'):
        seen.append((name, frame.f_code.co_name))
sys.settrace(trace)
import calendar, colorsys, json.tool
sys.settrace(None)
print(seen)
sys.setprofile(trace)
import statistics, wave
sys.setprofile(None)
print(seen)
def trace_all(frame, event, argument):
    if frame.f_code.co_filename.startswith('<openenv'):
        print(event, frame.f_code)
    return trace_all
sys.settrace(trace_all)
import queue, decimal, xml.dom.minidom, nothing_of_that_name
