# compare: loosely
größe = 'ü' 'ö' +
