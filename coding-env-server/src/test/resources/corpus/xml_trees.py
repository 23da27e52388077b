import xml.etree.ElementTree as ET
from xml.dom import minidom
root = ET.fromstring('<r><a n="1">x</a><a n="2"/></r>')
print([(a.get('n'), a.text) for a in root.iter('a')], ET.tostring(root), root.find("a[@n='2']").attrib)
ET.indent(root)
print(ET.tostring(root, encoding='unicode'))
print(minidom.parseString('<x><y/></x>').toprettyxml(indent=' '))
ET.fromstring('<r><a></r>')
