# Written by ext/make_table.py from s360/isa.py; do not edit.

cdef enum:
    OP_SPM = 1
    OP_BALR = 2
    OP_BCTR = 3
    OP_BCR = 4
    OP_SSK = 5
    OP_ISK = 6
    OP_SVC = 7
    OP_BASR = 8
    OP_LPR = 9
    OP_LNR = 10
    OP_LTR = 11
    OP_LCR = 12
    OP_NR = 13
    OP_CLR = 14
    OP_OR = 15
    OP_XR = 16
    OP_LR = 17
    OP_CR = 18
    OP_AR = 19
    OP_SR = 20
    OP_MR = 21
    OP_DR = 22
    OP_ALR = 23
    OP_SLR = 24
    OP_LPDR = 25
    OP_LNDR = 26
    OP_LTDR = 27
    OP_LCDR = 28
    OP_HDR = 29
    OP_LRDR = 30
    OP_MXR = 31
    OP_MXDR = 32
    OP_LDR = 33
    OP_CDR = 34
    OP_ADR = 35
    OP_SDR = 36
    OP_MDR = 37
    OP_DDR = 38
    OP_AWR = 39
    OP_SWR = 40
    OP_LPER = 41
    OP_LNER = 42
    OP_LTER = 43
    OP_LCER = 44
    OP_HER = 45
    OP_LRER = 46
    OP_AXR = 47
    OP_SXR = 48
    OP_LER = 49
    OP_CER = 50
    OP_AER = 51
    OP_SER = 52
    OP_MER = 53
    OP_DER = 54
    OP_AUR = 55
    OP_SUR = 56
    OP_STH = 57
    OP_LA = 58
    OP_STC = 59
    OP_IC = 60
    OP_EX = 61
    OP_BAL = 62
    OP_BCT = 63
    OP_BC = 64
    OP_LH = 65
    OP_CH = 66
    OP_AH = 67
    OP_SH = 68
    OP_MH = 69
    OP_BAS = 70
    OP_CVD = 71
    OP_CVB = 72
    OP_ST = 73
    OP_N = 74
    OP_CL = 75
    OP_O = 76
    OP_X = 77
    OP_L = 78
    OP_C = 79
    OP_A = 80
    OP_S = 81
    OP_M = 82
    OP_D = 83
    OP_AL = 84
    OP_SL = 85
    OP_STD = 86
    OP_MXD = 87
    OP_LD = 88
    OP_CD = 89
    OP_AD = 90
    OP_SD = 91
    OP_MD = 92
    OP_DD = 93
    OP_AW = 94
    OP_SW = 95
    OP_STE = 96
    OP_LE = 97
    OP_CE = 98
    OP_AE = 99
    OP_SE = 100
    OP_ME = 101
    OP_DE = 102
    OP_AU = 103
    OP_SU = 104
    OP_SSM = 105
    OP_LPSW = 106
    OP_DIAG = 107
    OP_WRD = 108
    OP_RDD = 109
    OP_BXH = 110
    OP_BXLE = 111
    OP_SRL = 112
    OP_SLL = 113
    OP_SRA = 114
    OP_SLA = 115
    OP_SRDL = 116
    OP_SLDL = 117
    OP_SRDA = 118
    OP_SLDA = 119
    OP_STM = 120
    OP_TM = 121
    OP_MVI = 122
    OP_TS = 123
    OP_NI = 124
    OP_CLI = 125
    OP_OI = 126
    OP_XI = 127
    OP_LM = 128
    OP_SIO = 129
    OP_TIO = 130
    OP_HIO = 131
    OP_TCH = 132
    OP_STMC = 133
    OP_LRA = 134
    OP_LMC = 135
    OP_MVN = 136
    OP_MVC = 137
    OP_MVZ = 138
    OP_NC = 139
    OP_CLC = 140
    OP_OC = 141
    OP_XC = 142
    OP_TR = 143
    OP_TRT = 144
    OP_ED = 145
    OP_EDMK = 146
    OP_MVO = 147
    OP_PACK = 148
    OP_UNPK = 149
    OP_ZAP = 150
    OP_CP = 151
    OP_AP = 152
    OP_SP = 153
    OP_MP = 154
    OP_DP = 155
    OP_EDGE = 156      # the successor lies in another block
    OP_STOP = 157      # an address stop stands here
    OP_INVALID = 158   # operation code not assigned
    OP_RESUME = 159    # behind the subject of EXECUTE
    OPERATIONS = 160

cdef enum:
    FEATURE_STANDARD = 1
    FEATURE_DECIMAL = 2
    FEATURE_FLOAT = 4
    FEATURE_EXTENDED = 8
    FEATURE_PROTECTION = 16
    FEATURE_DIRECT = 32
    FEATURE_M67 = 64

cdef uint8_t[256] NUMBER     # operation code -> handler number
cdef uint8_t[256] LAYOUT     # operation code -> 0 RR, 1 RX, 2 RS, 3 SI, 4 SS
cdef uint8_t[OPERATIONS] NEEDS      # handler number -> feature bit
cdef uint8_t[OPERATIONS] PRIVILEGED  # handler number -> 1 if privileged
cdef uint8_t[256] SIZE       # handler number -> bytes the decoded instruction covers

cdef void fill_numbers() noexcept:
    cdef int code
    for code in range(256):
        NUMBER[code] = OP_INVALID
        LAYOUT[code] = 0 if code < 0x40 else 1 if code < 0x80 else 2 if code < 0xC0 else 4
    SIZE[OP_EDGE] = SIZE[OP_STOP] = SIZE[OP_INVALID] = 6
    NUMBER[0x04] = OP_SPM; LAYOUT[0x04] = 0; NEEDS[OP_SPM] = 1; PRIVILEGED[OP_SPM] = 0; SIZE[OP_SPM] = 2
    NUMBER[0x05] = OP_BALR; LAYOUT[0x05] = 0; NEEDS[OP_BALR] = 1; PRIVILEGED[OP_BALR] = 0; SIZE[OP_BALR] = 2
    NUMBER[0x06] = OP_BCTR; LAYOUT[0x06] = 0; NEEDS[OP_BCTR] = 1; PRIVILEGED[OP_BCTR] = 0; SIZE[OP_BCTR] = 2
    NUMBER[0x07] = OP_BCR; LAYOUT[0x07] = 0; NEEDS[OP_BCR] = 1; PRIVILEGED[OP_BCR] = 0; SIZE[OP_BCR] = 2
    NUMBER[0x08] = OP_SSK; LAYOUT[0x08] = 0; NEEDS[OP_SSK] = 16; PRIVILEGED[OP_SSK] = 1; SIZE[OP_SSK] = 2
    NUMBER[0x09] = OP_ISK; LAYOUT[0x09] = 0; NEEDS[OP_ISK] = 16; PRIVILEGED[OP_ISK] = 1; SIZE[OP_ISK] = 2
    NUMBER[0x0A] = OP_SVC; LAYOUT[0x0A] = 0; NEEDS[OP_SVC] = 1; PRIVILEGED[OP_SVC] = 0; SIZE[OP_SVC] = 2
    NUMBER[0x0D] = OP_BASR; LAYOUT[0x0D] = 0; NEEDS[OP_BASR] = 64; PRIVILEGED[OP_BASR] = 0; SIZE[OP_BASR] = 2
    NUMBER[0x10] = OP_LPR; LAYOUT[0x10] = 0; NEEDS[OP_LPR] = 1; PRIVILEGED[OP_LPR] = 0; SIZE[OP_LPR] = 2
    NUMBER[0x11] = OP_LNR; LAYOUT[0x11] = 0; NEEDS[OP_LNR] = 1; PRIVILEGED[OP_LNR] = 0; SIZE[OP_LNR] = 2
    NUMBER[0x12] = OP_LTR; LAYOUT[0x12] = 0; NEEDS[OP_LTR] = 1; PRIVILEGED[OP_LTR] = 0; SIZE[OP_LTR] = 2
    NUMBER[0x13] = OP_LCR; LAYOUT[0x13] = 0; NEEDS[OP_LCR] = 1; PRIVILEGED[OP_LCR] = 0; SIZE[OP_LCR] = 2
    NUMBER[0x14] = OP_NR; LAYOUT[0x14] = 0; NEEDS[OP_NR] = 1; PRIVILEGED[OP_NR] = 0; SIZE[OP_NR] = 2
    NUMBER[0x15] = OP_CLR; LAYOUT[0x15] = 0; NEEDS[OP_CLR] = 1; PRIVILEGED[OP_CLR] = 0; SIZE[OP_CLR] = 2
    NUMBER[0x16] = OP_OR; LAYOUT[0x16] = 0; NEEDS[OP_OR] = 1; PRIVILEGED[OP_OR] = 0; SIZE[OP_OR] = 2
    NUMBER[0x17] = OP_XR; LAYOUT[0x17] = 0; NEEDS[OP_XR] = 1; PRIVILEGED[OP_XR] = 0; SIZE[OP_XR] = 2
    NUMBER[0x18] = OP_LR; LAYOUT[0x18] = 0; NEEDS[OP_LR] = 1; PRIVILEGED[OP_LR] = 0; SIZE[OP_LR] = 2
    NUMBER[0x19] = OP_CR; LAYOUT[0x19] = 0; NEEDS[OP_CR] = 1; PRIVILEGED[OP_CR] = 0; SIZE[OP_CR] = 2
    NUMBER[0x1A] = OP_AR; LAYOUT[0x1A] = 0; NEEDS[OP_AR] = 1; PRIVILEGED[OP_AR] = 0; SIZE[OP_AR] = 2
    NUMBER[0x1B] = OP_SR; LAYOUT[0x1B] = 0; NEEDS[OP_SR] = 1; PRIVILEGED[OP_SR] = 0; SIZE[OP_SR] = 2
    NUMBER[0x1C] = OP_MR; LAYOUT[0x1C] = 0; NEEDS[OP_MR] = 1; PRIVILEGED[OP_MR] = 0; SIZE[OP_MR] = 2
    NUMBER[0x1D] = OP_DR; LAYOUT[0x1D] = 0; NEEDS[OP_DR] = 1; PRIVILEGED[OP_DR] = 0; SIZE[OP_DR] = 2
    NUMBER[0x1E] = OP_ALR; LAYOUT[0x1E] = 0; NEEDS[OP_ALR] = 1; PRIVILEGED[OP_ALR] = 0; SIZE[OP_ALR] = 2
    NUMBER[0x1F] = OP_SLR; LAYOUT[0x1F] = 0; NEEDS[OP_SLR] = 1; PRIVILEGED[OP_SLR] = 0; SIZE[OP_SLR] = 2
    NUMBER[0x20] = OP_LPDR; LAYOUT[0x20] = 0; NEEDS[OP_LPDR] = 4; PRIVILEGED[OP_LPDR] = 0; SIZE[OP_LPDR] = 2
    NUMBER[0x21] = OP_LNDR; LAYOUT[0x21] = 0; NEEDS[OP_LNDR] = 4; PRIVILEGED[OP_LNDR] = 0; SIZE[OP_LNDR] = 2
    NUMBER[0x22] = OP_LTDR; LAYOUT[0x22] = 0; NEEDS[OP_LTDR] = 4; PRIVILEGED[OP_LTDR] = 0; SIZE[OP_LTDR] = 2
    NUMBER[0x23] = OP_LCDR; LAYOUT[0x23] = 0; NEEDS[OP_LCDR] = 4; PRIVILEGED[OP_LCDR] = 0; SIZE[OP_LCDR] = 2
    NUMBER[0x24] = OP_HDR; LAYOUT[0x24] = 0; NEEDS[OP_HDR] = 4; PRIVILEGED[OP_HDR] = 0; SIZE[OP_HDR] = 2
    NUMBER[0x25] = OP_LRDR; LAYOUT[0x25] = 0; NEEDS[OP_LRDR] = 8; PRIVILEGED[OP_LRDR] = 0; SIZE[OP_LRDR] = 2
    NUMBER[0x26] = OP_MXR; LAYOUT[0x26] = 0; NEEDS[OP_MXR] = 8; PRIVILEGED[OP_MXR] = 0; SIZE[OP_MXR] = 2
    NUMBER[0x27] = OP_MXDR; LAYOUT[0x27] = 0; NEEDS[OP_MXDR] = 8; PRIVILEGED[OP_MXDR] = 0; SIZE[OP_MXDR] = 2
    NUMBER[0x28] = OP_LDR; LAYOUT[0x28] = 0; NEEDS[OP_LDR] = 4; PRIVILEGED[OP_LDR] = 0; SIZE[OP_LDR] = 2
    NUMBER[0x29] = OP_CDR; LAYOUT[0x29] = 0; NEEDS[OP_CDR] = 4; PRIVILEGED[OP_CDR] = 0; SIZE[OP_CDR] = 2
    NUMBER[0x2A] = OP_ADR; LAYOUT[0x2A] = 0; NEEDS[OP_ADR] = 4; PRIVILEGED[OP_ADR] = 0; SIZE[OP_ADR] = 2
    NUMBER[0x2B] = OP_SDR; LAYOUT[0x2B] = 0; NEEDS[OP_SDR] = 4; PRIVILEGED[OP_SDR] = 0; SIZE[OP_SDR] = 2
    NUMBER[0x2C] = OP_MDR; LAYOUT[0x2C] = 0; NEEDS[OP_MDR] = 4; PRIVILEGED[OP_MDR] = 0; SIZE[OP_MDR] = 2
    NUMBER[0x2D] = OP_DDR; LAYOUT[0x2D] = 0; NEEDS[OP_DDR] = 4; PRIVILEGED[OP_DDR] = 0; SIZE[OP_DDR] = 2
    NUMBER[0x2E] = OP_AWR; LAYOUT[0x2E] = 0; NEEDS[OP_AWR] = 4; PRIVILEGED[OP_AWR] = 0; SIZE[OP_AWR] = 2
    NUMBER[0x2F] = OP_SWR; LAYOUT[0x2F] = 0; NEEDS[OP_SWR] = 4; PRIVILEGED[OP_SWR] = 0; SIZE[OP_SWR] = 2
    NUMBER[0x30] = OP_LPER; LAYOUT[0x30] = 0; NEEDS[OP_LPER] = 4; PRIVILEGED[OP_LPER] = 0; SIZE[OP_LPER] = 2
    NUMBER[0x31] = OP_LNER; LAYOUT[0x31] = 0; NEEDS[OP_LNER] = 4; PRIVILEGED[OP_LNER] = 0; SIZE[OP_LNER] = 2
    NUMBER[0x32] = OP_LTER; LAYOUT[0x32] = 0; NEEDS[OP_LTER] = 4; PRIVILEGED[OP_LTER] = 0; SIZE[OP_LTER] = 2
    NUMBER[0x33] = OP_LCER; LAYOUT[0x33] = 0; NEEDS[OP_LCER] = 4; PRIVILEGED[OP_LCER] = 0; SIZE[OP_LCER] = 2
    NUMBER[0x34] = OP_HER; LAYOUT[0x34] = 0; NEEDS[OP_HER] = 4; PRIVILEGED[OP_HER] = 0; SIZE[OP_HER] = 2
    NUMBER[0x35] = OP_LRER; LAYOUT[0x35] = 0; NEEDS[OP_LRER] = 8; PRIVILEGED[OP_LRER] = 0; SIZE[OP_LRER] = 2
    NUMBER[0x36] = OP_AXR; LAYOUT[0x36] = 0; NEEDS[OP_AXR] = 8; PRIVILEGED[OP_AXR] = 0; SIZE[OP_AXR] = 2
    NUMBER[0x37] = OP_SXR; LAYOUT[0x37] = 0; NEEDS[OP_SXR] = 8; PRIVILEGED[OP_SXR] = 0; SIZE[OP_SXR] = 2
    NUMBER[0x38] = OP_LER; LAYOUT[0x38] = 0; NEEDS[OP_LER] = 4; PRIVILEGED[OP_LER] = 0; SIZE[OP_LER] = 2
    NUMBER[0x39] = OP_CER; LAYOUT[0x39] = 0; NEEDS[OP_CER] = 4; PRIVILEGED[OP_CER] = 0; SIZE[OP_CER] = 2
    NUMBER[0x3A] = OP_AER; LAYOUT[0x3A] = 0; NEEDS[OP_AER] = 4; PRIVILEGED[OP_AER] = 0; SIZE[OP_AER] = 2
    NUMBER[0x3B] = OP_SER; LAYOUT[0x3B] = 0; NEEDS[OP_SER] = 4; PRIVILEGED[OP_SER] = 0; SIZE[OP_SER] = 2
    NUMBER[0x3C] = OP_MER; LAYOUT[0x3C] = 0; NEEDS[OP_MER] = 4; PRIVILEGED[OP_MER] = 0; SIZE[OP_MER] = 2
    NUMBER[0x3D] = OP_DER; LAYOUT[0x3D] = 0; NEEDS[OP_DER] = 4; PRIVILEGED[OP_DER] = 0; SIZE[OP_DER] = 2
    NUMBER[0x3E] = OP_AUR; LAYOUT[0x3E] = 0; NEEDS[OP_AUR] = 4; PRIVILEGED[OP_AUR] = 0; SIZE[OP_AUR] = 2
    NUMBER[0x3F] = OP_SUR; LAYOUT[0x3F] = 0; NEEDS[OP_SUR] = 4; PRIVILEGED[OP_SUR] = 0; SIZE[OP_SUR] = 2
    NUMBER[0x40] = OP_STH; LAYOUT[0x40] = 1; NEEDS[OP_STH] = 1; PRIVILEGED[OP_STH] = 0; SIZE[OP_STH] = 4
    NUMBER[0x41] = OP_LA; LAYOUT[0x41] = 1; NEEDS[OP_LA] = 1; PRIVILEGED[OP_LA] = 0; SIZE[OP_LA] = 4
    NUMBER[0x42] = OP_STC; LAYOUT[0x42] = 1; NEEDS[OP_STC] = 1; PRIVILEGED[OP_STC] = 0; SIZE[OP_STC] = 4
    NUMBER[0x43] = OP_IC; LAYOUT[0x43] = 1; NEEDS[OP_IC] = 1; PRIVILEGED[OP_IC] = 0; SIZE[OP_IC] = 4
    NUMBER[0x44] = OP_EX; LAYOUT[0x44] = 1; NEEDS[OP_EX] = 1; PRIVILEGED[OP_EX] = 0; SIZE[OP_EX] = 4
    NUMBER[0x45] = OP_BAL; LAYOUT[0x45] = 1; NEEDS[OP_BAL] = 1; PRIVILEGED[OP_BAL] = 0; SIZE[OP_BAL] = 4
    NUMBER[0x46] = OP_BCT; LAYOUT[0x46] = 1; NEEDS[OP_BCT] = 1; PRIVILEGED[OP_BCT] = 0; SIZE[OP_BCT] = 4
    NUMBER[0x47] = OP_BC; LAYOUT[0x47] = 1; NEEDS[OP_BC] = 1; PRIVILEGED[OP_BC] = 0; SIZE[OP_BC] = 4
    NUMBER[0x48] = OP_LH; LAYOUT[0x48] = 1; NEEDS[OP_LH] = 1; PRIVILEGED[OP_LH] = 0; SIZE[OP_LH] = 4
    NUMBER[0x49] = OP_CH; LAYOUT[0x49] = 1; NEEDS[OP_CH] = 1; PRIVILEGED[OP_CH] = 0; SIZE[OP_CH] = 4
    NUMBER[0x4A] = OP_AH; LAYOUT[0x4A] = 1; NEEDS[OP_AH] = 1; PRIVILEGED[OP_AH] = 0; SIZE[OP_AH] = 4
    NUMBER[0x4B] = OP_SH; LAYOUT[0x4B] = 1; NEEDS[OP_SH] = 1; PRIVILEGED[OP_SH] = 0; SIZE[OP_SH] = 4
    NUMBER[0x4C] = OP_MH; LAYOUT[0x4C] = 1; NEEDS[OP_MH] = 1; PRIVILEGED[OP_MH] = 0; SIZE[OP_MH] = 4
    NUMBER[0x4D] = OP_BAS; LAYOUT[0x4D] = 1; NEEDS[OP_BAS] = 64; PRIVILEGED[OP_BAS] = 0; SIZE[OP_BAS] = 4
    NUMBER[0x4E] = OP_CVD; LAYOUT[0x4E] = 1; NEEDS[OP_CVD] = 1; PRIVILEGED[OP_CVD] = 0; SIZE[OP_CVD] = 4
    NUMBER[0x4F] = OP_CVB; LAYOUT[0x4F] = 1; NEEDS[OP_CVB] = 1; PRIVILEGED[OP_CVB] = 0; SIZE[OP_CVB] = 4
    NUMBER[0x50] = OP_ST; LAYOUT[0x50] = 1; NEEDS[OP_ST] = 1; PRIVILEGED[OP_ST] = 0; SIZE[OP_ST] = 4
    NUMBER[0x54] = OP_N; LAYOUT[0x54] = 1; NEEDS[OP_N] = 1; PRIVILEGED[OP_N] = 0; SIZE[OP_N] = 4
    NUMBER[0x55] = OP_CL; LAYOUT[0x55] = 1; NEEDS[OP_CL] = 1; PRIVILEGED[OP_CL] = 0; SIZE[OP_CL] = 4
    NUMBER[0x56] = OP_O; LAYOUT[0x56] = 1; NEEDS[OP_O] = 1; PRIVILEGED[OP_O] = 0; SIZE[OP_O] = 4
    NUMBER[0x57] = OP_X; LAYOUT[0x57] = 1; NEEDS[OP_X] = 1; PRIVILEGED[OP_X] = 0; SIZE[OP_X] = 4
    NUMBER[0x58] = OP_L; LAYOUT[0x58] = 1; NEEDS[OP_L] = 1; PRIVILEGED[OP_L] = 0; SIZE[OP_L] = 4
    NUMBER[0x59] = OP_C; LAYOUT[0x59] = 1; NEEDS[OP_C] = 1; PRIVILEGED[OP_C] = 0; SIZE[OP_C] = 4
    NUMBER[0x5A] = OP_A; LAYOUT[0x5A] = 1; NEEDS[OP_A] = 1; PRIVILEGED[OP_A] = 0; SIZE[OP_A] = 4
    NUMBER[0x5B] = OP_S; LAYOUT[0x5B] = 1; NEEDS[OP_S] = 1; PRIVILEGED[OP_S] = 0; SIZE[OP_S] = 4
    NUMBER[0x5C] = OP_M; LAYOUT[0x5C] = 1; NEEDS[OP_M] = 1; PRIVILEGED[OP_M] = 0; SIZE[OP_M] = 4
    NUMBER[0x5D] = OP_D; LAYOUT[0x5D] = 1; NEEDS[OP_D] = 1; PRIVILEGED[OP_D] = 0; SIZE[OP_D] = 4
    NUMBER[0x5E] = OP_AL; LAYOUT[0x5E] = 1; NEEDS[OP_AL] = 1; PRIVILEGED[OP_AL] = 0; SIZE[OP_AL] = 4
    NUMBER[0x5F] = OP_SL; LAYOUT[0x5F] = 1; NEEDS[OP_SL] = 1; PRIVILEGED[OP_SL] = 0; SIZE[OP_SL] = 4
    NUMBER[0x60] = OP_STD; LAYOUT[0x60] = 1; NEEDS[OP_STD] = 4; PRIVILEGED[OP_STD] = 0; SIZE[OP_STD] = 4
    NUMBER[0x67] = OP_MXD; LAYOUT[0x67] = 1; NEEDS[OP_MXD] = 8; PRIVILEGED[OP_MXD] = 0; SIZE[OP_MXD] = 4
    NUMBER[0x68] = OP_LD; LAYOUT[0x68] = 1; NEEDS[OP_LD] = 4; PRIVILEGED[OP_LD] = 0; SIZE[OP_LD] = 4
    NUMBER[0x69] = OP_CD; LAYOUT[0x69] = 1; NEEDS[OP_CD] = 4; PRIVILEGED[OP_CD] = 0; SIZE[OP_CD] = 4
    NUMBER[0x6A] = OP_AD; LAYOUT[0x6A] = 1; NEEDS[OP_AD] = 4; PRIVILEGED[OP_AD] = 0; SIZE[OP_AD] = 4
    NUMBER[0x6B] = OP_SD; LAYOUT[0x6B] = 1; NEEDS[OP_SD] = 4; PRIVILEGED[OP_SD] = 0; SIZE[OP_SD] = 4
    NUMBER[0x6C] = OP_MD; LAYOUT[0x6C] = 1; NEEDS[OP_MD] = 4; PRIVILEGED[OP_MD] = 0; SIZE[OP_MD] = 4
    NUMBER[0x6D] = OP_DD; LAYOUT[0x6D] = 1; NEEDS[OP_DD] = 4; PRIVILEGED[OP_DD] = 0; SIZE[OP_DD] = 4
    NUMBER[0x6E] = OP_AW; LAYOUT[0x6E] = 1; NEEDS[OP_AW] = 4; PRIVILEGED[OP_AW] = 0; SIZE[OP_AW] = 4
    NUMBER[0x6F] = OP_SW; LAYOUT[0x6F] = 1; NEEDS[OP_SW] = 4; PRIVILEGED[OP_SW] = 0; SIZE[OP_SW] = 4
    NUMBER[0x70] = OP_STE; LAYOUT[0x70] = 1; NEEDS[OP_STE] = 4; PRIVILEGED[OP_STE] = 0; SIZE[OP_STE] = 4
    NUMBER[0x78] = OP_LE; LAYOUT[0x78] = 1; NEEDS[OP_LE] = 4; PRIVILEGED[OP_LE] = 0; SIZE[OP_LE] = 4
    NUMBER[0x79] = OP_CE; LAYOUT[0x79] = 1; NEEDS[OP_CE] = 4; PRIVILEGED[OP_CE] = 0; SIZE[OP_CE] = 4
    NUMBER[0x7A] = OP_AE; LAYOUT[0x7A] = 1; NEEDS[OP_AE] = 4; PRIVILEGED[OP_AE] = 0; SIZE[OP_AE] = 4
    NUMBER[0x7B] = OP_SE; LAYOUT[0x7B] = 1; NEEDS[OP_SE] = 4; PRIVILEGED[OP_SE] = 0; SIZE[OP_SE] = 4
    NUMBER[0x7C] = OP_ME; LAYOUT[0x7C] = 1; NEEDS[OP_ME] = 4; PRIVILEGED[OP_ME] = 0; SIZE[OP_ME] = 4
    NUMBER[0x7D] = OP_DE; LAYOUT[0x7D] = 1; NEEDS[OP_DE] = 4; PRIVILEGED[OP_DE] = 0; SIZE[OP_DE] = 4
    NUMBER[0x7E] = OP_AU; LAYOUT[0x7E] = 1; NEEDS[OP_AU] = 4; PRIVILEGED[OP_AU] = 0; SIZE[OP_AU] = 4
    NUMBER[0x7F] = OP_SU; LAYOUT[0x7F] = 1; NEEDS[OP_SU] = 4; PRIVILEGED[OP_SU] = 0; SIZE[OP_SU] = 4
    NUMBER[0x80] = OP_SSM; LAYOUT[0x80] = 3; NEEDS[OP_SSM] = 1; PRIVILEGED[OP_SSM] = 1; SIZE[OP_SSM] = 4
    NUMBER[0x82] = OP_LPSW; LAYOUT[0x82] = 3; NEEDS[OP_LPSW] = 1; PRIVILEGED[OP_LPSW] = 1; SIZE[OP_LPSW] = 4
    NUMBER[0x83] = OP_DIAG; LAYOUT[0x83] = 3; NEEDS[OP_DIAG] = 1; PRIVILEGED[OP_DIAG] = 1; SIZE[OP_DIAG] = 4
    NUMBER[0x84] = OP_WRD; LAYOUT[0x84] = 3; NEEDS[OP_WRD] = 32; PRIVILEGED[OP_WRD] = 1; SIZE[OP_WRD] = 4
    NUMBER[0x85] = OP_RDD; LAYOUT[0x85] = 3; NEEDS[OP_RDD] = 32; PRIVILEGED[OP_RDD] = 1; SIZE[OP_RDD] = 4
    NUMBER[0x86] = OP_BXH; LAYOUT[0x86] = 2; NEEDS[OP_BXH] = 1; PRIVILEGED[OP_BXH] = 0; SIZE[OP_BXH] = 4
    NUMBER[0x87] = OP_BXLE; LAYOUT[0x87] = 2; NEEDS[OP_BXLE] = 1; PRIVILEGED[OP_BXLE] = 0; SIZE[OP_BXLE] = 4
    NUMBER[0x88] = OP_SRL; LAYOUT[0x88] = 2; NEEDS[OP_SRL] = 1; PRIVILEGED[OP_SRL] = 0; SIZE[OP_SRL] = 4
    NUMBER[0x89] = OP_SLL; LAYOUT[0x89] = 2; NEEDS[OP_SLL] = 1; PRIVILEGED[OP_SLL] = 0; SIZE[OP_SLL] = 4
    NUMBER[0x8A] = OP_SRA; LAYOUT[0x8A] = 2; NEEDS[OP_SRA] = 1; PRIVILEGED[OP_SRA] = 0; SIZE[OP_SRA] = 4
    NUMBER[0x8B] = OP_SLA; LAYOUT[0x8B] = 2; NEEDS[OP_SLA] = 1; PRIVILEGED[OP_SLA] = 0; SIZE[OP_SLA] = 4
    NUMBER[0x8C] = OP_SRDL; LAYOUT[0x8C] = 2; NEEDS[OP_SRDL] = 1; PRIVILEGED[OP_SRDL] = 0; SIZE[OP_SRDL] = 4
    NUMBER[0x8D] = OP_SLDL; LAYOUT[0x8D] = 2; NEEDS[OP_SLDL] = 1; PRIVILEGED[OP_SLDL] = 0; SIZE[OP_SLDL] = 4
    NUMBER[0x8E] = OP_SRDA; LAYOUT[0x8E] = 2; NEEDS[OP_SRDA] = 1; PRIVILEGED[OP_SRDA] = 0; SIZE[OP_SRDA] = 4
    NUMBER[0x8F] = OP_SLDA; LAYOUT[0x8F] = 2; NEEDS[OP_SLDA] = 1; PRIVILEGED[OP_SLDA] = 0; SIZE[OP_SLDA] = 4
    NUMBER[0x90] = OP_STM; LAYOUT[0x90] = 2; NEEDS[OP_STM] = 1; PRIVILEGED[OP_STM] = 0; SIZE[OP_STM] = 4
    NUMBER[0x91] = OP_TM; LAYOUT[0x91] = 3; NEEDS[OP_TM] = 1; PRIVILEGED[OP_TM] = 0; SIZE[OP_TM] = 4
    NUMBER[0x92] = OP_MVI; LAYOUT[0x92] = 3; NEEDS[OP_MVI] = 1; PRIVILEGED[OP_MVI] = 0; SIZE[OP_MVI] = 4
    NUMBER[0x93] = OP_TS; LAYOUT[0x93] = 3; NEEDS[OP_TS] = 1; PRIVILEGED[OP_TS] = 0; SIZE[OP_TS] = 4
    NUMBER[0x94] = OP_NI; LAYOUT[0x94] = 3; NEEDS[OP_NI] = 1; PRIVILEGED[OP_NI] = 0; SIZE[OP_NI] = 4
    NUMBER[0x95] = OP_CLI; LAYOUT[0x95] = 3; NEEDS[OP_CLI] = 1; PRIVILEGED[OP_CLI] = 0; SIZE[OP_CLI] = 4
    NUMBER[0x96] = OP_OI; LAYOUT[0x96] = 3; NEEDS[OP_OI] = 1; PRIVILEGED[OP_OI] = 0; SIZE[OP_OI] = 4
    NUMBER[0x97] = OP_XI; LAYOUT[0x97] = 3; NEEDS[OP_XI] = 1; PRIVILEGED[OP_XI] = 0; SIZE[OP_XI] = 4
    NUMBER[0x98] = OP_LM; LAYOUT[0x98] = 2; NEEDS[OP_LM] = 1; PRIVILEGED[OP_LM] = 0; SIZE[OP_LM] = 4
    NUMBER[0x9C] = OP_SIO; LAYOUT[0x9C] = 3; NEEDS[OP_SIO] = 1; PRIVILEGED[OP_SIO] = 1; SIZE[OP_SIO] = 4
    NUMBER[0x9D] = OP_TIO; LAYOUT[0x9D] = 3; NEEDS[OP_TIO] = 1; PRIVILEGED[OP_TIO] = 1; SIZE[OP_TIO] = 4
    NUMBER[0x9E] = OP_HIO; LAYOUT[0x9E] = 3; NEEDS[OP_HIO] = 1; PRIVILEGED[OP_HIO] = 1; SIZE[OP_HIO] = 4
    NUMBER[0x9F] = OP_TCH; LAYOUT[0x9F] = 3; NEEDS[OP_TCH] = 1; PRIVILEGED[OP_TCH] = 1; SIZE[OP_TCH] = 4
    NUMBER[0xB0] = OP_STMC; LAYOUT[0xB0] = 2; NEEDS[OP_STMC] = 64; PRIVILEGED[OP_STMC] = 1; SIZE[OP_STMC] = 4
    NUMBER[0xB1] = OP_LRA; LAYOUT[0xB1] = 1; NEEDS[OP_LRA] = 64; PRIVILEGED[OP_LRA] = 1; SIZE[OP_LRA] = 4
    NUMBER[0xB8] = OP_LMC; LAYOUT[0xB8] = 2; NEEDS[OP_LMC] = 64; PRIVILEGED[OP_LMC] = 1; SIZE[OP_LMC] = 4
    NUMBER[0xD1] = OP_MVN; LAYOUT[0xD1] = 4; NEEDS[OP_MVN] = 1; PRIVILEGED[OP_MVN] = 0; SIZE[OP_MVN] = 6
    NUMBER[0xD2] = OP_MVC; LAYOUT[0xD2] = 4; NEEDS[OP_MVC] = 1; PRIVILEGED[OP_MVC] = 0; SIZE[OP_MVC] = 6
    NUMBER[0xD3] = OP_MVZ; LAYOUT[0xD3] = 4; NEEDS[OP_MVZ] = 1; PRIVILEGED[OP_MVZ] = 0; SIZE[OP_MVZ] = 6
    NUMBER[0xD4] = OP_NC; LAYOUT[0xD4] = 4; NEEDS[OP_NC] = 1; PRIVILEGED[OP_NC] = 0; SIZE[OP_NC] = 6
    NUMBER[0xD5] = OP_CLC; LAYOUT[0xD5] = 4; NEEDS[OP_CLC] = 1; PRIVILEGED[OP_CLC] = 0; SIZE[OP_CLC] = 6
    NUMBER[0xD6] = OP_OC; LAYOUT[0xD6] = 4; NEEDS[OP_OC] = 1; PRIVILEGED[OP_OC] = 0; SIZE[OP_OC] = 6
    NUMBER[0xD7] = OP_XC; LAYOUT[0xD7] = 4; NEEDS[OP_XC] = 1; PRIVILEGED[OP_XC] = 0; SIZE[OP_XC] = 6
    NUMBER[0xDC] = OP_TR; LAYOUT[0xDC] = 4; NEEDS[OP_TR] = 1; PRIVILEGED[OP_TR] = 0; SIZE[OP_TR] = 6
    NUMBER[0xDD] = OP_TRT; LAYOUT[0xDD] = 4; NEEDS[OP_TRT] = 1; PRIVILEGED[OP_TRT] = 0; SIZE[OP_TRT] = 6
    NUMBER[0xDE] = OP_ED; LAYOUT[0xDE] = 4; NEEDS[OP_ED] = 2; PRIVILEGED[OP_ED] = 0; SIZE[OP_ED] = 6
    NUMBER[0xDF] = OP_EDMK; LAYOUT[0xDF] = 4; NEEDS[OP_EDMK] = 2; PRIVILEGED[OP_EDMK] = 0; SIZE[OP_EDMK] = 6
    NUMBER[0xF1] = OP_MVO; LAYOUT[0xF1] = 4; NEEDS[OP_MVO] = 1; PRIVILEGED[OP_MVO] = 0; SIZE[OP_MVO] = 6
    NUMBER[0xF2] = OP_PACK; LAYOUT[0xF2] = 4; NEEDS[OP_PACK] = 1; PRIVILEGED[OP_PACK] = 0; SIZE[OP_PACK] = 6
    NUMBER[0xF3] = OP_UNPK; LAYOUT[0xF3] = 4; NEEDS[OP_UNPK] = 1; PRIVILEGED[OP_UNPK] = 0; SIZE[OP_UNPK] = 6
    NUMBER[0xF8] = OP_ZAP; LAYOUT[0xF8] = 4; NEEDS[OP_ZAP] = 2; PRIVILEGED[OP_ZAP] = 0; SIZE[OP_ZAP] = 6
    NUMBER[0xF9] = OP_CP; LAYOUT[0xF9] = 4; NEEDS[OP_CP] = 2; PRIVILEGED[OP_CP] = 0; SIZE[OP_CP] = 6
    NUMBER[0xFA] = OP_AP; LAYOUT[0xFA] = 4; NEEDS[OP_AP] = 2; PRIVILEGED[OP_AP] = 0; SIZE[OP_AP] = 6
    NUMBER[0xFB] = OP_SP; LAYOUT[0xFB] = 4; NEEDS[OP_SP] = 2; PRIVILEGED[OP_SP] = 0; SIZE[OP_SP] = 6
    NUMBER[0xFC] = OP_MP; LAYOUT[0xFC] = 4; NEEDS[OP_MP] = 2; PRIVILEGED[OP_MP] = 0; SIZE[OP_MP] = 6
    NUMBER[0xFD] = OP_DP; LAYOUT[0xFD] = 4; NEEDS[OP_DP] = 2; PRIVILEGED[OP_DP] = 0; SIZE[OP_DP] = 6

cdef void install(void** handlers) noexcept nogil:
    """Fill a handler table (OPERATIONS entries) with the bare machine's handlers."""
    handlers[0] = <void*>op_undecoded
    handlers[OP_EDGE] = <void*>op_edge
    handlers[OP_STOP] = <void*>op_stop
    handlers[OP_INVALID] = <void*>op_invalid
    handlers[OP_RESUME] = <void*>op_resume
    handlers[OP_SPM] = <void*>op_SPM
    handlers[OP_BALR] = <void*>op_BALR
    handlers[OP_BCTR] = <void*>op_BCTR
    handlers[OP_BCR] = <void*>op_BCR
    handlers[OP_SSK] = <void*>op_SSK
    handlers[OP_ISK] = <void*>op_ISK
    handlers[OP_SVC] = <void*>op_SVC
    handlers[OP_BASR] = <void*>op_BASR
    handlers[OP_LPR] = <void*>op_LPR
    handlers[OP_LNR] = <void*>op_LNR
    handlers[OP_LTR] = <void*>op_LTR
    handlers[OP_LCR] = <void*>op_LCR
    handlers[OP_NR] = <void*>op_NR
    handlers[OP_CLR] = <void*>op_CLR
    handlers[OP_OR] = <void*>op_OR
    handlers[OP_XR] = <void*>op_XR
    handlers[OP_LR] = <void*>op_LR
    handlers[OP_CR] = <void*>op_CR
    handlers[OP_AR] = <void*>op_AR
    handlers[OP_SR] = <void*>op_SR
    handlers[OP_MR] = <void*>op_MR
    handlers[OP_DR] = <void*>op_DR
    handlers[OP_ALR] = <void*>op_ALR
    handlers[OP_SLR] = <void*>op_SLR
    handlers[OP_LPDR] = <void*>op_LPDR
    handlers[OP_LNDR] = <void*>op_LNDR
    handlers[OP_LTDR] = <void*>op_LTDR
    handlers[OP_LCDR] = <void*>op_LCDR
    handlers[OP_HDR] = <void*>op_HDR
    handlers[OP_LRDR] = <void*>op_LRDR
    handlers[OP_MXR] = <void*>op_MXR
    handlers[OP_MXDR] = <void*>op_MXDR
    handlers[OP_LDR] = <void*>op_LDR
    handlers[OP_CDR] = <void*>op_CDR
    handlers[OP_ADR] = <void*>op_ADR
    handlers[OP_SDR] = <void*>op_SDR
    handlers[OP_MDR] = <void*>op_MDR
    handlers[OP_DDR] = <void*>op_DDR
    handlers[OP_AWR] = <void*>op_AWR
    handlers[OP_SWR] = <void*>op_SWR
    handlers[OP_LPER] = <void*>op_LPER
    handlers[OP_LNER] = <void*>op_LNER
    handlers[OP_LTER] = <void*>op_LTER
    handlers[OP_LCER] = <void*>op_LCER
    handlers[OP_HER] = <void*>op_HER
    handlers[OP_LRER] = <void*>op_LRER
    handlers[OP_AXR] = <void*>op_AXR
    handlers[OP_SXR] = <void*>op_SXR
    handlers[OP_LER] = <void*>op_LER
    handlers[OP_CER] = <void*>op_CER
    handlers[OP_AER] = <void*>op_AER
    handlers[OP_SER] = <void*>op_SER
    handlers[OP_MER] = <void*>op_MER
    handlers[OP_DER] = <void*>op_DER
    handlers[OP_AUR] = <void*>op_AUR
    handlers[OP_SUR] = <void*>op_SUR
    handlers[OP_STH] = <void*>op_STH
    handlers[OP_LA] = <void*>op_LA
    handlers[OP_STC] = <void*>op_STC
    handlers[OP_IC] = <void*>op_IC
    handlers[OP_EX] = <void*>op_EX
    handlers[OP_BAL] = <void*>op_BAL
    handlers[OP_BCT] = <void*>op_BCT
    handlers[OP_BC] = <void*>op_BC
    handlers[OP_LH] = <void*>op_LH
    handlers[OP_CH] = <void*>op_CH
    handlers[OP_AH] = <void*>op_AH
    handlers[OP_SH] = <void*>op_SH
    handlers[OP_MH] = <void*>op_MH
    handlers[OP_BAS] = <void*>op_BAS
    handlers[OP_CVD] = <void*>op_CVD
    handlers[OP_CVB] = <void*>op_CVB
    handlers[OP_ST] = <void*>op_ST
    handlers[OP_N] = <void*>op_N
    handlers[OP_CL] = <void*>op_CL
    handlers[OP_O] = <void*>op_O
    handlers[OP_X] = <void*>op_X
    handlers[OP_L] = <void*>op_L
    handlers[OP_C] = <void*>op_C
    handlers[OP_A] = <void*>op_A
    handlers[OP_S] = <void*>op_S
    handlers[OP_M] = <void*>op_M
    handlers[OP_D] = <void*>op_D
    handlers[OP_AL] = <void*>op_AL
    handlers[OP_SL] = <void*>op_SL
    handlers[OP_STD] = <void*>op_STD
    handlers[OP_MXD] = <void*>op_MXD
    handlers[OP_LD] = <void*>op_LD
    handlers[OP_CD] = <void*>op_CD
    handlers[OP_AD] = <void*>op_AD
    handlers[OP_SD] = <void*>op_SD
    handlers[OP_MD] = <void*>op_MD
    handlers[OP_DD] = <void*>op_DD
    handlers[OP_AW] = <void*>op_AW
    handlers[OP_SW] = <void*>op_SW
    handlers[OP_STE] = <void*>op_STE
    handlers[OP_LE] = <void*>op_LE
    handlers[OP_CE] = <void*>op_CE
    handlers[OP_AE] = <void*>op_AE
    handlers[OP_SE] = <void*>op_SE
    handlers[OP_ME] = <void*>op_ME
    handlers[OP_DE] = <void*>op_DE
    handlers[OP_AU] = <void*>op_AU
    handlers[OP_SU] = <void*>op_SU
    handlers[OP_SSM] = <void*>op_SSM
    handlers[OP_LPSW] = <void*>op_LPSW
    handlers[OP_DIAG] = <void*>op_DIAG
    handlers[OP_WRD] = <void*>op_WRD
    handlers[OP_RDD] = <void*>op_RDD
    handlers[OP_BXH] = <void*>op_BXH
    handlers[OP_BXLE] = <void*>op_BXLE
    handlers[OP_SRL] = <void*>op_SRL
    handlers[OP_SLL] = <void*>op_SLL
    handlers[OP_SRA] = <void*>op_SRA
    handlers[OP_SLA] = <void*>op_SLA
    handlers[OP_SRDL] = <void*>op_SRDL
    handlers[OP_SLDL] = <void*>op_SLDL
    handlers[OP_SRDA] = <void*>op_SRDA
    handlers[OP_SLDA] = <void*>op_SLDA
    handlers[OP_STM] = <void*>op_STM
    handlers[OP_TM] = <void*>op_TM
    handlers[OP_MVI] = <void*>op_MVI
    handlers[OP_TS] = <void*>op_TS
    handlers[OP_NI] = <void*>op_NI
    handlers[OP_CLI] = <void*>op_CLI
    handlers[OP_OI] = <void*>op_OI
    handlers[OP_XI] = <void*>op_XI
    handlers[OP_LM] = <void*>op_LM
    handlers[OP_SIO] = <void*>op_SIO
    handlers[OP_TIO] = <void*>op_TIO
    handlers[OP_HIO] = <void*>op_HIO
    handlers[OP_TCH] = <void*>op_TCH
    handlers[OP_STMC] = <void*>op_STMC
    handlers[OP_LRA] = <void*>op_LRA
    handlers[OP_LMC] = <void*>op_LMC
    handlers[OP_MVN] = <void*>op_MVN
    handlers[OP_MVC] = <void*>op_MVC
    handlers[OP_MVZ] = <void*>op_MVZ
    handlers[OP_NC] = <void*>op_NC
    handlers[OP_CLC] = <void*>op_CLC
    handlers[OP_OC] = <void*>op_OC
    handlers[OP_XC] = <void*>op_XC
    handlers[OP_TR] = <void*>op_TR
    handlers[OP_TRT] = <void*>op_TRT
    handlers[OP_ED] = <void*>op_ED
    handlers[OP_EDMK] = <void*>op_EDMK
    handlers[OP_MVO] = <void*>op_MVO
    handlers[OP_PACK] = <void*>op_PACK
    handlers[OP_UNPK] = <void*>op_UNPK
    handlers[OP_ZAP] = <void*>op_ZAP
    handlers[OP_CP] = <void*>op_CP
    handlers[OP_AP] = <void*>op_AP
    handlers[OP_SP] = <void*>op_SP
    handlers[OP_MP] = <void*>op_MP
    handlers[OP_DP] = <void*>op_DP
