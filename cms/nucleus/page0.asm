PAGE     TITLE 'PAGE0 - INITIAL VALUES OF PAGE 0'
*
* PURPOSE.  WHAT PAGE 0 HOLDS BEHIND IPL; ITS FIELDS ARE DESCRIBED BY
*    THE MACRO NUCON.  AT GOES TO A FIELD, VECTOR FILLS AN ADDRESS OF
*    SYSREF.  FIRST IN STORAGE.
*
PAGE0    CSECT
         NUCON
         DEVICE
PAGE0    CSECT
         EXTRN IPLENTRY,BYNAME,SAVEPT
         EXTRN EXTINT,SVCINT,PGMINT,IOINT,CONINT,STACKLOW
         AT    IPLPSW
         DC    X'00000000',A(IPLENTRY)
         AT    ASYSREF
         DC    A(SYSREF-LOW)
         AT    ACVT
         DC    A(OSCVT-LOW)
         AT    CAW+4
         DC    A(OSCVT-LOW)       WHERE PROGRAMS LOOK, TOO
         AT    EXTNPSW
         DC    X'00000000',A(EXTINT)
         DC    X'00000000',A(SVCINT)
         DC    X'00000000',A(PGMINT)
         DC    X'00020000',A(X'BAD2')       MACHINE CHECK: STOP
         DC    X'00000000',A(IOINT)
         AT    ASAVEPT
         DC    A(SAVEPT),A(BYNAME)
         AT    TODATE
         DC    CL8'01/01/68',CL8'00.00.00'
         AT    SYSVERS
         DC    CL32'CMS..VERSION 1.0',CL40' ',CL8' '
*        NUCON
         AT    CORESIZ
         DC    A(X'40000'),A(X'12000')
         AT    LDRTBL
         DC    AL1(2),AL3(X'40000')
         AT    ADEVEXT
         DC    A(DEVSTATS-LOW)
         AT    LSTADR
         DC    A(X'3F000'),A(X'12000')
         AT    LOWEXT
         DC    A(X'3E000'),A(X'12000')
         AT    IPLDEV
         DC    X'0190',X'0190'
         AT    MASK
         DC    X'FF00'
         AT    STACK
         DC    A(STACKLOW)
*
         VECTOR FREE
         VECTOR FRET
         VECTOR SCAN
         VECTOR BTYPLIN
         VECTOR TYPLIN
         VECTOR WAITRD
         VECTOR CONWAIT
         VECTOR ATTN
         VECTOR GETCLK
         VECTOR SETCLK
         VECTOR PRTCLK
         VECTOR STRINIT
         VECTOR DOIO
         VECTOR IOERR
         VECTOR CPLINE
         VECTOR FINDFN
         VECTOR KILLEX
         VECTOR DEBUG
         VECTOR EXEC
         VECTOR START
         VECTOR SYSCTL
         VECTOR TODEC
         VECTOR TOHEX
         VECTOR GETHEX
         VECTOR GETDEC
         VECTOR GETDEV
         VECTOR PUSHLIN
         VECTOR EDITLIN
         VECTOR KEEP
         VECTOR UNKEEP
         VECTOR SYSABRV
*
         VECTOR RDTK
         VECTOR WRTK
         VECTOR FVS
         VECTOR FSTLKP
         VECTOR FSTLKW
         VECTOR ADTLKP
         VECTOR ADTLKW
         VECTOR ACTLKP
         VECTOR ACTNXT
         VECTOR ACTFREE
         VECTOR ACTFRET
         VECTOR TRKLKP
         VECTOR TRKLKX
         VECTOR QQTRK
         VECTOR QQTRKX
         VECTOR RDBUF
         VECTOR WRBUF
         VECTOR FINIS
         VECTOR STATE
         VECTOR STATEW
         VECTOR POINT
         VECTOR ERASE
         VECTOR ALTER
         VECTOR UPDISK
         VECTOR TYPSRCH
         VECTOR TFINIS
         VECTOR UPUFD
         VECTOR READMFD
         VECTOR RELUFD
         VECTOR NUMTRKS
         VECTOR NOTRKST
         VECTOR LOADMOD
         VECTOR EXECFND
         VECTOR USABRV
         VECTOR FSINIT
         VECTOR PROFILE
         VECTOR FSNEXT
         VECTOR DISKIN
         VECTOR MATCH
         VECTOR LIBFIND
         VECTOR OSINIT
         VECTOR OSCALL
*
         VECTOR FUNCTAB
         VECTOR SVCTAB
         AT    ADEVTAB
         DC    A(DEVCON-LOW)
         VECTOR ADTP
         VECTOR ADTT
         VECTOR ADTA
         VECTOR ADTB
         VECTOR ADTS
         VECTOR ADTC
         VECTOR ADTX
         AT    AIADT
         DC    A(ADTP)
         VECTOR SSTAT
         VECTOR USVCTBL
         VECTOR MACLIBL
         VECTOR TXTLIBS
         VECTOR FCBTAB
         VECTOR UPCASE
         VECTOR HEXTAB
         VECTOR SCANLST
*
         AT    DEVCON
         UNIT  0009,DEV1052,CON1,CONINT
         UNIT  0190,DEV2314,DSK1
         UNIT  0191,DEV2314,DSK2
         UNIT  0192,DEV2314,DSK3
         UNIT  0000,DEV2314,DSK4
         UNIT  0000,DEV2314,DSK5
         UNIT  0000,DEV2314,DSK6
         UNIT  000C,DEV2540R,RDR1
         UNIT  000E,DEV1403,PRN1
         UNIT  000D,DEV2540P,PCH1
         UNIT  0180,DEVTAPE,TAP1
         UNIT  0181,DEVTAPE,TAP2
         UNIT  0182,DEVTAPE,TAP3
         UNIT  0183,DEVTAPE,TAP4
         UNIT  0000,DEV2314,DSK7
         UNIT  00FF,DEV1052,CLK1
*
         AT    WAITPSW
         DC    X'FF020000',A(0)
         AT    CMDREAD
         DC    CL8'WAITRD',AL1(1),AL3(CMDLINE-LOW),C'S',AL3(0)
*        THE CVT AND TCB THAT OS PROGRAMS SEE
         AT    OSCVT
         DC    A(OSTCBS-LOW)
         AT    OSCVT+X'38'
         DC    PL4'68001'
         AT    OSCVT+X'50'
         DC    X'0A0307FE'        SVC 3; BR 14
         AT    OSCVT+X'74'
         DC    X'80'              ONE TASK AT A TIME
         AT    OSTCBS
         DC    A(OSTCB-LOW),A(OSTCB-LOW)
         ORG   PAGE0+X'1000'
         END
