SVCT     TITLE 'SVCTAB - SUPERVISOR CALLS OTHER THAN 202'
*
* PURPOSE.  NUMBER AND ROUTINE OF EACH SUPERVISOR CALL THAT IS KNOWN
*    BESIDES 202.  READ BY SVCINT.  A LINE FOR EACH: OSSVC NUMBER,ROUTINE
*
CMSSVCTB CSECT
         ENTRY SVCTAB
SVCTAB   DS    0F
*        EXTENSION OS
         OSSVC 1,OSSIM             WAIT
         OSSVC 2,OSSIM             POST
         OSSVC 3,OSSIM             EXIT
         OSSVC 4,OSSIM             GETMAIN
         OSSVC 5,OSSIM             FREEMAIN
         OSSVC 6,OSSIM             LINK
         OSSVC 7,OSSIM             XCTL
         OSSVC 8,OSSIM             LOAD
         OSSVC 9,OSSIM             DELETE
         OSSVC 10,OSSIM            GETMAIN, FREEMAIN R
         OSSVC 11,OSSIM            TIME
         OSSVC 13,OSSIM            ABEND
         OSSVC 14,OSSIM            SPIE
         OSSVC 16,OSSIM            PURGE
         OSSVC 17,OSSIM            RESTORE
         OSSVC 35,OSSIM            WTO, WTOR
         OSSVC 40,OSSIM            EXTRACT
         OSSVC 41,OSSIM            IDENTIFY
         OSSVC 42,OSSIM            ATTACH
         OSSVC 44,OSSIM            CHAP
         OSSVC 46,OSSIM            TTIMER
         OSSVC 47,OSSIM            STIMER
         OSSVC 48,OSSIM            DEQ
         OSSVC 51,OSSIM            SNAP
         OSSVC 56,OSSIM            ENQ
         OSSVC 60,OSSIM            STAE
         OSSVC 62,OSSIM            DETACH
         OSSVC 63,OSSIM            CHKPT
*        EXTENSION OSIO
         OSSVC 0,OSIOSVC           XDAP
         OSSVC 18,OSIOSVC          BLDL, FIND
         OSSVC 19,OSIOSVC          OPEN
         OSSVC 20,OSIOSVC          CLOSE
         OSSVC 21,OSIOSVC          STOW
         OSSVC 22,OSIOSVC          OPEN J
         OSSVC 23,OSIOSVC          CLOSE T
         OSSVC 57,OSIOSVC          FREEDBUF
         OSSVC 64,OSIOSVC          RDJFCB
         OSSVC 68,OSIOSVC          SYNADAF, SYNADRLS
         OSSVC 69,OSIOSVC          BSP
         DC    F'-1'
         END
